import { isLive } from './fold-batch.js';
import type { LineState } from './line-state.js';

/** `HELD`: open, but what made the last attempt fail is not put right. */
export type EntitlementState = 'OPEN' | 'COMMITTED' | 'PAID' | 'HELD' | 'FORFEITED' | 'RECOVERED';

/** What people decided, or what was known before the first batch (`adopted-…`, from the time before go-live). */
export type EntitlementEvent =
  | 'adopted-paid-elsewhere'
  | 'adopted-unknown'
  | 'adopted-unpaid'
  | 'cause-resolved'
  | 'forfeited'
  | 'recovered'
  | 'released';

export interface KnownAttempt {
  readonly number: number;
  readonly state: LineState;
  /** The cause of its failure was resolved since. */
  readonly resolved?: boolean;
}

/** What stands between a beneficiary and the money of one period, folded from its attempts and from decisions. */
export function foldEntitlement(
  attempts: readonly KnownAttempt[],
  events: ReadonlySet<EntitlementEvent>,
): EntitlementState {
  const isPaid = attempts.some(({ state }) => state === 'SETTLED');
  if (events.has('recovered')) return 'RECOVERED';
  if (isPaid) return 'PAID';
  if (attempts.some(({ state }) => isLive(state))) return 'COMMITTED';
  if (events.has('adopted-paid-elsewhere') && !events.has('released')) return 'PAID';
  if (events.has('forfeited')) return 'FORFEITED';
  const last = [...attempts].sort((one, other) => other.number - one.number)[0];
  const isAdopted = events.has('adopted-unknown') || events.has('adopted-unpaid');
  if (!last) return isAdopted && !events.has('released') ? 'HELD' : 'OPEN';
  return last.state === 'CANCELLED' || last.resolved === true ? 'OPEN' : 'HELD';
}
