import type { BatchState } from './fold-batch.js';
import { hasFailed, type LineState } from './line-state.js';

/**
 * What was heard about a recall. The channel: `RECEIVED`, `DECLINED`; the bank's camt.029: `PDCR` is looking into it,
 * `ACCR` agrees, `RJCR` does not.
 */
export type RecallSaid = 'ACCR' | 'DECLINED' | 'PDCR' | 'RECEIVED' | 'RJCR';

export interface RecallWord {
  /** The same message about the same recall has the same key. */
  readonly key: string;
  /** ISO time. */
  readonly at: string;
  readonly said: RecallSaid;
  /** The bank's reason. */
  readonly reason?: string | undefined;
}

/** `DISPUTED`: the bank agreed and did not, in either order: no word of it is worth anything before a statement. */
export type RecallState = 'ACCEPTED' | 'ASKED' | 'DISPUTED' | 'PENDING' | 'REFUSED' | 'SENT';

export interface FoldedRecall {
  readonly state: RecallState;
  readonly reason?: string;
}

/** The state of a recall from all that was heard of it; order and repetition change nothing (I5). */
export function foldRecall(words: readonly RecallWord[]): FoldedRecall {
  const said = (one: RecallSaid) => words.some((word) => word.said === one);
  if (said('ACCR')) return { state: said('RJCR') ? 'DISPUTED' : 'ACCEPTED' };
  const refusal = newest(words.filter((word) => word.said === 'RJCR' || word.said === 'DECLINED'));
  if (refusal) return { state: 'REFUSED', ...(refusal.reason !== undefined && { reason: refusal.reason }) };
  if (said('PDCR')) return { state: 'PENDING' };
  return { state: said('RECEIVED') ? 'SENT' : 'ASKED' };
}

function newest(words: readonly RecallWord[]): RecallWord | undefined {
  const place = ({ at, key }: RecallWord) => `${at}\n${key}`;
  return [...words].sort((one, other) => (place(one) < place(other) ? -1 : 1)).at(-1);
}

/** Nothing more is to be heard of it but a contradiction. */
export const isAnswered = (state: RecallState): boolean => ['ACCEPTED', 'DISPUTED', 'REFUSED'].includes(state);

/** What is known of a line that somebody wants to call back. */
export interface RecalledLine {
  readonly state: LineState;
  /** Debits less returns. */
  readonly netMinor: number;
  readonly batchState: BatchState;
  /** Of earlier recalls of the line. */
  readonly recalls: readonly RecallState[];
  /** Whether its channel takes recalls at all. */
  readonly isAskable: boolean;
}

export type RecallRefusal =
  'already-over' | 'batch-closed' | 'channel-takes-no-recall' | 'not-sent' | 'recall-open' | 'recalled-already';

/** Why a line may not be called back; two people decide. What never left is taken out or voided instead. */
export function refuseRecall(line: RecalledLine): RecallRefusal | undefined {
  if (line.batchState === 'CLOSED') return 'batch-closed';
  if (['DRAFT', 'SEALED', 'SENDING'].includes(line.state)) return 'not-sent';
  // Booked all the same: a bank that pays after it refused (R3).
  const isOver = hasFailed(line.state);
  if (isOver && line.netMinor <= 0) return 'already-over';
  if (line.recalls.some((state) => !isAnswered(state))) return 'recall-open';
  if (line.recalls.includes('ACCEPTED')) return 'recalled-already';
  return line.isAskable ? undefined : 'channel-takes-no-recall';
}
