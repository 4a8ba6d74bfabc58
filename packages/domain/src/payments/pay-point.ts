import type { LineEvidence, LineState } from './line-state.js';

/** What the paymaster saw: `proxy` is paid to somebody whom the person sent; `absent` nobody came. */
export type PayMarkKind = 'absent' | 'paid' | 'proxy' | 'refused';

/** Money of one point and day, in minor units. */
export interface CashDay {
  readonly advanceMinor: number;
  readonly returnedMinor: number;
  /** Amounts of the lines that were paid that day. */
  readonly paidMinor: readonly number[];
}

/** What is missing (above zero) or too much: advance less paid less returned. A day is signed only at zero. */
export function cashDifference({ advanceMinor, returnedMinor, paidMinor }: CashDay): number {
  return paidMinor.reduce((rest, one) => rest - one, advanceMinor - returnedMinor);
}

/** Marks by which the money is out. */
export const PAID_MARKS: readonly PayMarkKind[] = ['paid', 'proxy'];
export const isPaid = (mark: PayMarkKind): boolean => PAID_MARKS.includes(mark);

/** ISO 20022 reason of money that went back to the treasury because nobody came or somebody did not want it. */
const REASONS = { absent: 'NOAS', refused: 'CUST' } as const;

/**
 * What a signed day says of a line, as evidence of rank 2. Nobody came: that is for the last day to say, when what was
 * not claimed goes back to the treasury; until then it says nothing.
 */
export function evidenceOfMark(
  mark: PayMarkKind | undefined,
  day: { readonly key: string; readonly at: string; readonly isLast: boolean },
): LineEvidence | undefined {
  const { key, at, isLast } = day;
  if (mark !== undefined && isPaid(mark)) return { key, at, said: { rank: 2, kind: 'status', status: 'ACCC' } };
  if (mark === 'refused')
    return { key, at, said: { rank: 2, kind: 'status', status: 'RJCT', reason: REASONS.refused } };
  if (!isLast) return undefined;
  return { key, at, said: { rank: 2, kind: 'status', status: 'CANC', reason: REASONS.absent } };
}

/** Marks are taken while the money is out: from the issue of the list to the signed day that decided over the line. */
export function takesMarks(state: LineState): boolean {
  return state === 'SENT' || state === 'INPROC';
}
