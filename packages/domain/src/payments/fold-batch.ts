import type { FoldedLine, LineState } from './line-state.js';

export type BatchState =
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
  | 'CANCELLED'
  | 'EXCEPTION';

/** What our own process did with a batch, in this order; each is kept once. A batch begins validated. */
export type BatchFact =
  'approved' | 'sealed' | 'transmitting' | 'transmitted' | 'acknowledged' | 'cancelled' | 'exception';

const FAILED: readonly LineState[] = ['REJECTED', 'RETURNED', 'CANCELLED'];

/** The state of a batch: nobody sets it. Lines that a bank reported on outweigh a receipt that was lost. */
export function foldBatch(facts: ReadonlySet<BatchFact>, lines: readonly FoldedLine[]): BatchState {
  if (facts.has('exception')) return 'EXCEPTION';
  if (facts.has('cancelled')) return 'CANCELLED';
  if (!facts.has('approved')) return 'VALIDATED';
  if (!facts.has('sealed')) return 'APPROVED';
  if (!facts.has('transmitting')) return 'SEALED';
  const reported = lines.some(({ rank }) => rank >= 2);
  if (!reported && !facts.has('transmitted') && !facts.has('acknowledged')) return 'TRANSMITTING';
  if (!reported && !facts.has('acknowledged')) return 'TRANSMITTED';
  return foldOutcome(lines);
}

function foldOutcome(lines: readonly FoldedLine[]): BatchState {
  const count = (is: (line: FoldedLine) => boolean) => lines.filter(is).length;
  const settled = count(({ state }) => state === 'SETTLED');
  const failed = count(({ state }) => FAILED.includes(state));
  if (settled + failed < lines.length) return 'ACKNOWLEDGED';
  const proven = count(({ rank, exceptions }) => rank === 3 && exceptions.length === 0);
  if (settled === lines.length) return proven === lines.length ? 'RECONCILED' : 'SETTLED';
  return failed === lines.length ? 'REJECTED' : 'PARTIAL';
}

/** Whether an attempt keeps another one for the same entitlement out (R1): everything that has not failed. */
export function isLive(state: LineState): boolean {
  return !FAILED.includes(state);
}
