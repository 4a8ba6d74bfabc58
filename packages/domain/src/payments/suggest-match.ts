import type { LineState } from './line-state.js';

/** A booking that named no line of ours. */
export interface LooseEntry {
  readonly amountMinor: number;
  readonly currency: string;
  /** `YYYY-MM-DD`. */
  readonly bookedOn: string;
}

/** A line that it may belong to. */
export interface PossibleLine {
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: LineState;
  /** `YYYY-MM-DD`. */
  readonly executionDate: string;
}

/** Why a line may be the one; each is for people to weigh, none decides. */
export type MatchSign = 'near-day' | 'same-amount' | 'same-day' | 'still-open';

const WEIGHT: Readonly<Record<MatchSign, number>> = { 'same-amount': 4, 'same-day': 3, 'still-open': 2, 'near-day': 1 };
const OPEN: ReadonlySet<LineState> = new Set<LineState>(['SENDING', 'SENT', 'INPROC', 'UNKNOWN']);
const NEAR_MS = 5 * 86_400_000;

/** What speaks for this line; nothing does when the money is of another currency. */
export function signsOf(entry: LooseEntry, line: PossibleLine): readonly MatchSign[] {
  if (entry.currency !== line.currency) return [];
  const apart = Math.abs(Date.parse(entry.bookedOn) - Date.parse(line.executionDate));
  const holds: Readonly<Record<MatchSign, boolean>> = {
    'same-amount': entry.amountMinor === line.amountMinor,
    'same-day': apart === 0,
    'still-open': OPEN.has(line.state),
    'near-day': apart > 0 && apart <= NEAR_MS,
  };
  return (Object.keys(WEIGHT) as MatchSign[]).filter((sign) => holds[sign]);
}

/** Lines of the same amount or the same day, the likeliest first; lines that are as likely keep their order. */
export function suggestMatches<L extends PossibleLine>(
  entry: LooseEntry,
  lines: readonly L[],
): readonly { readonly line: L; readonly signs: readonly MatchSign[] }[] {
  const weigh = (signs: readonly MatchSign[]) => signs.reduce((sum, sign) => sum + WEIGHT[sign], 0);
  return lines
    .map((line) => ({ line, signs: signsOf(entry, line) }))
    .filter(({ signs }) => signs.includes('same-amount') || signs.includes('same-day'))
    .sort((one, other) => weigh(other.signs) - weigh(one.signs));
}
