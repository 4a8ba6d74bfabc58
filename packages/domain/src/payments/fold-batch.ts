import { hasFailed, type FoldedLine, type LineState } from './line-state.js';

export type BatchState =
  | 'DRAFT'
  | 'VALIDATED'
  | 'APPROVED'
  | 'SEALED'
  | 'TRANSMITTING'
  | 'TRANSMITTED'
  | 'ACKNOWLEDGED'
  | 'PARTIAL'
  | 'SETTLED'
  | 'REJECTED'
  | 'RECONCILED'
  | 'CLOSED'
  | 'CANCELLED'
  | 'VOIDED'
  | 'EXCEPTION';

/**
 * What our own process did with a batch. `transmitting`, `transmitted`, `unanswered` and `acknowledged` are kept for
 * each file of it; here they hold as soon as one file was begun, and once every file was taken, and reported on.
 */
export type BatchFact =
  | 'validated'
  | 'approved'
  | 'sealed'
  | 'transmitting'
  | 'transmitted'
  | 'unanswered'
  | 'acknowledged'
  | 'payroll-close-asked'
  | 'cancelled'
  | 'voided'
  | 'closed';

/**
 * The lines of a batch counted: a million of them need not be there to know how it stands. Lines removed at the seal
 * are not among them.
 */
export interface LineTally {
  readonly lines: number;
  readonly settled: number;
  readonly failed: number;
  /** Lines of which the bank itself said something. */
  readonly reported: number;
  /** Settled by booked entries with nothing odd about them, or failed and signed off by two people. */
  readonly proven: number;
}

export interface BatchStanding {
  readonly facts: ReadonlySet<BatchFact>;
  readonly tally: LineTally;
  /** Somebody or something stopped it, and two people have not let it go. */
  readonly held: boolean;
  /** Entries of the bank that may belong to it and are not settled, or a gap in the statements of its account. */
  readonly unexplained: boolean;
}

/** Whether an attempt keeps another one for the same entitlement out (R1): everything that has not failed. */
export function isLive(state: LineState): boolean {
  return !hasFailed(state);
}

export interface TalliedLine extends FoldedLine {
  /** Two people looked at how it stands now, failed or odd, and agreed that nothing is left to do. */
  readonly signedOff?: boolean;
}

export function tallyOf(lines: readonly TalliedLine[]): LineTally {
  const count = (is: (line: TalliedLine) => boolean) => lines.filter(is).length;
  return {
    lines: lines.length,
    settled: count(({ state }) => state === 'SETTLED'),
    failed: count(({ state }) => !isLive(state)),
    reported: count(({ rank }) => rank >= 2),
    proven: count(isProven),
  };
}

/** Nothing is left to find out about this line. */
export function isProven({ state, rank, exceptions, signedOff }: TalliedLine): boolean {
  if (signedOff === true) return true;
  return exceptions.length === 0 && state === 'SETTLED' && rank === 3;
}

/** The state of a batch: nobody sets it. Lines that a bank reported on outweigh a receipt that was lost. */
export function foldBatch({ facts, tally, held, unexplained }: BatchStanding): BatchState {
  if (facts.has('closed')) return 'CLOSED';
  if (facts.has('cancelled')) return 'CANCELLED';
  if (facts.has('voided')) return 'VOIDED';
  if (held) return 'EXCEPTION';
  if (!facts.has('validated')) return 'DRAFT';
  if (!facts.has('approved')) return 'VALIDATED';
  if (!facts.has('sealed')) return 'APPROVED';
  if (!facts.has('transmitting')) return 'SEALED';
  if (tally.reported === 0 && !facts.has('acknowledged')) {
    return facts.has('transmitted') ? 'TRANSMITTED' : 'TRANSMITTING';
  }
  return foldOutcome(tally, unexplained);
}

function foldOutcome({ lines, settled, failed, proven }: LineTally, unexplained: boolean): BatchState {
  if (settled + failed < lines) return 'ACKNOWLEDGED';
  if (proven === lines && !unexplained) return 'RECONCILED';
  if (settled === lines) return 'SETTLED';
  return failed === lines ? 'REJECTED' : 'PARTIAL';
}

/** States in which lines may still be taken out and dates moved; any such edit drops the approvals. */
export const EDITABLE: readonly BatchState[] = ['DRAFT', 'VALIDATED', 'APPROVED'];
