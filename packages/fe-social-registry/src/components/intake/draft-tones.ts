import type { Tone } from '@interlink/fe-kit/components/StatusChip';
import type { DraftState } from '../../drafts/draft.js';

export const DRAFT_TONES: Readonly<Record<DraftState, Tone>> = {
  look: 'warn',
  photos: 'work',
  ready: 'work',
  sending: 'work',
  sent: 'good',
  waiting: 'work',
  writing: 'neutral',
};
