import { bankDaysBetween, type BankCalendar } from './calendar.js';
import { causeOf, isCuredByAccount, isUnclaimed } from './causes.js';
import { isLive } from './fold-batch.js';
import type { EvidenceRank, LineState } from './line-state.js';

/** The last attempt for an entitlement, as R5 must know it. */
export interface LastAttempt {
  readonly number: number;
  readonly state: LineState;
  readonly rank: 0 | EvidenceRank;
  /** ISO reason of the failure. */
  readonly reason?: string | undefined;
  /** `YYYY-MM-DD`: when the evidence that decided is of. */
  readonly failedOn: string;
  /** Keyed hash of the account that was paid to. */
  readonly account: string;
  /** More was booked than was owed, or the bank's word is contradicted (R3, R8). */
  readonly incidentOpen: boolean;
  /** Something odd was booked, or is announced, that no two people have signed for: money may be out. */
  readonly exceptionOpen: boolean;
}

export interface ReissueTerms extends BankCalendar {
  /** Bank days between the failure and a new attempt. */
  readonly quietDays: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Keyed hash of the account that would be paid to, checked again since. */
  readonly account: string;
  /** A person said, with his reason, that what made it fail is put right. */
  readonly causeResolved: boolean;
}

export type ReissueRefusal =
  | 'attempt-live'
  | 'attempts-exhausted'
  | 'cause-not-resolved'
  | 'evidence-too-weak'
  | 'exception-open'
  | 'incident-open'
  | 'quiet-period';

const MAX_ATTEMPTS = 99;

/** Why no further attempt may be made yet; undefined when it may (R5). A line that never left needs no evidence. */
export function refuseReissue(last: LastAttempt, terms: ReissueTerms): ReissueRefusal | undefined {
  if (isLive(last.state)) return 'attempt-live';
  if (last.incidentOpen) return 'incident-open';
  if (last.exceptionOpen) return 'exception-open';
  if (last.number >= MAX_ATTEMPTS) return 'attempts-exhausted';
  if (last.state === 'CANCELLED' && last.rank === 0) return undefined;
  if (last.rank < 2) return 'evidence-too-weak';
  if (bankDaysBetween(last.failedOn, terms.today, terms) < terms.quietDays) return 'quiet-period';
  return isCured(last, terms) ? undefined : 'cause-not-resolved';
}

function isCured({ reason, account, state }: LastAttempt, terms: ReissueTerms): boolean {
  if (terms.causeResolved) return true;
  // What the bank cancelled for us has no fault to put right, and nobody has to excuse a day on which she did not come.
  if ((state === 'CANCELLED' && reason === undefined) || isUnclaimed(state, reason)) return true;
  return isCuredByAccount(causeOf(reason)) && account !== terms.account;
}
