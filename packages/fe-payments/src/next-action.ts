import type { LedgerLine } from '@interlink/contracts/payments/reads';
import { type NextAction as ByCause, nextActionOf as byReason } from '@interlink/domain/payments/causes';

/** What an officer does about a line: what its cause asks for, after its bookings and once anything is known. */
export type NextAction = ByCause | 'look-at-booking' | 'wait-statement';

export function nextActionOf({
  state,
  reason,
  exceptions,
}: Pick<LedgerLine, 'exceptions' | 'reason' | 'state'>): NextAction {
  if (exceptions.length > 0) return 'look-at-booking';
  return state === 'UNKNOWN' ? 'wait-statement' : byReason(reason);
}
