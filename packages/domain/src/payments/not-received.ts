import { bankDayAfter, type BankCalendar } from './calendar.js';
import type { LineState } from './line-state.js';

/** What is known about a line that may or may not be with the bank. */
export interface UnknownLine {
  readonly state: LineState;
  /** `YYYY-MM-DD`. */
  readonly executionDate: string;
  /** Last day that the gapless booked statements of the account reach. */
  readonly statementsUntil?: string | undefined;
  /** Booked on the line, whatever for. */
  readonly bookings: number;
  /** Something was booked on its account that nobody has placed: it may be this payment. */
  readonly isUnexplained: boolean;
  /** The bank said that it does not have it: a status, an answer to a cancellation, or a letter that is kept. */
  readonly negativeAnswer: boolean;
}

export type NotReceivedRefusal =
  | 'booked'
  | 'booking-unexplained'
  | 'line-not-unknown'
  | 'no-negative-answer'
  | 'statements-not-far-enough'
  | 'two-people-needed';

export const NOT_RECEIVED_BANK_DAYS = 5;

/** Why a line may not be called "never received" yet (R9); two people decide, one of them an approver. */
export function refuseNotReceived(
  line: UnknownLine,
  people:
    { readonly proposerId: string; readonly confirmerId: string; readonly confirmerApproves: boolean } | undefined,
  calendar: BankCalendar,
): NotReceivedRefusal | undefined {
  if (!['UNKNOWN', 'SENDING'].includes(line.state)) return 'line-not-unknown';
  if (line.bookings > 0) return 'booked';
  if (line.isUnexplained) return 'booking-unexplained';
  const until = bankDayAfter(line.executionDate, NOT_RECEIVED_BANK_DAYS, calendar);
  if (line.statementsUntil === undefined || line.statementsUntil < until) return 'statements-not-far-enough';
  if (!line.negativeAnswer) return 'no-negative-answer';
  if (people && (people.proposerId === people.confirmerId || !people.confirmerApproves)) return 'two-people-needed';
  return undefined;
}
