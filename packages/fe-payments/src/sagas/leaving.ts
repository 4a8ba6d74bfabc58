import { pageSagas } from '@interlink/fe-kit/store/page-saga';
import { LEAVE } from '../store/requests.js';

/** How this module's pages ask: the next page hears nothing of what was asked on the one before. */
export const { latest, latestBy, leading } = pageSagas(LEAVE);
