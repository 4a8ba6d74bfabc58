import { Link } from '@openimis/fe-core';
import { useHostRights } from '@interlink/fe-kit/rights';
import { RIGHT_RUN, ROUTE_VERIFY } from '../names.js';
import { useWords } from './words.js';

/** From what was answered to where it is asked again, for whoever may. */
export function ToVerify() {
  const { text } = useWords();
  return useHostRights().includes(RIGHT_RUN) ? <Link to={`/${ROUTE_VERIFY}`}>{text('verify.title')}</Link> : null;
}
