import { provesFailure } from './causes.js';
import { isLive } from './fold-batch.js';
import type { Booked, FoldedLine, LineEvidence, LineException, LineFacts, LineSaid, LineState } from './line-state.js';

type Status = LineEvidence & { readonly said: Extract<LineSaid, { kind: 'status' }> };
type Booking = LineEvidence & { readonly said: Booked };

const IN_PROCESS = 'RCVD ACTC ACCP ACFC ACPD ACSP ACWC ACWP PDNG PATC ACFW BLCK'.split(' ');
const FINAL: Readonly<Record<string, LineState>> = {
  ACSC: 'SETTLED',
  ACCC: 'SETTLED',
  RJCT: 'REJECTED',
  CANC: 'CANCELLED',
};
/** Verification of payees, and a message of which some was taken: words that say nothing of where the money is. */
const OF_NO_LINE = 'RCVC RVMC RVNM RVNA RVCM RVNC PART'.split(' ');
const WORDS = new Set([...IN_PROCESS, ...Object.keys(FINAL), ...OF_NO_LINE]);

/** Whether this is a status of ISO 20022 of which we know what it means (A1.4). */
export const isStatusWord = (word: string): boolean => WORDS.has(word);

/** Reason of a line that was cancelled because we asked for it. */
export const RECALLED = 'recalled';

/**
 * The state of a line from all that is known of it. Order and repetition of the evidence change nothing (I5): stronger
 * evidence decides over weaker, and within a rank the newest final word.
 */
export function foldLine(facts: LineFacts, evidence: readonly LineEvidence[]): FoldedLine {
  const known = distinct(evidence);
  const alone = foldAlone(facts, known);
  return withNotices(facts.otherAttemptLive ? besideLive(facts, known, alone) : alone, known);
}

function foldAlone(facts: LineFacts, known: readonly LineEvidence[]): FoldedLine {
  const byStatus = withUnknownWord(foldStatuses(facts, known), known);
  const bookings = known.filter(isBooking);
  return bookings.length === 0 ? byStatus : foldBookings(facts, bookings, byStatus);
}

/** The newest thing that was said of it is a word that nobody knows: it changes nothing, and people ask what it means. */
function withUnknownWord(folded: FoldedLine, known: readonly LineEvidence[]): FoldedLine {
  const last = known.filter(({ said }) => said.kind === 'status' || said.kind === 'unknown-word').at(-1)?.said;
  if (last?.kind !== 'unknown-word') return folded;
  return { ...folded, exceptions: [...folded.exceptions, 'word-unknown'], reason: folded.reason ?? last.word };
}

const isBooking = (one: LineEvidence): one is Booking => one.said.rank === 3;

/** R1, R3: it stays as it failed, so that one attempt is live; what speaks for its being paid too is for people. */
function besideLive(facts: LineFacts, known: readonly LineEvidence[], alone: FoldedLine): FoldedLine {
  if (!isLive(alone.state)) return alone;
  const failed = failureIn(facts, known);
  if (!failed && alone.netMinor <= 0) return alone;
  const exceptions = [...alone.exceptions.filter((one) => one === 'currency-differs'), 'overpaid' as const];
  return { ...(failed ?? foldStatuses(facts, known)), netMinor: alone.netMinor, exceptions };
}

/** By what it failed before the other attempt was made; undefined when nothing says that it did. */
function failureIn({ currency, cancelled }: LineFacts, known: readonly LineEvidence[]): FoldedLine | undefined {
  const failed = { exceptions: [], netMinor: 0 } as const;
  const back = known.filter(isBooking).filter(({ said }) => said.kind === 'return' && said.currency === currency);
  const last = back.at(-1);
  if (last) return { ...failed, state: 'RETURNED', rank: 3, ...reasonOf(last.said) };
  if (known.some(({ said }) => said.kind === 'recall-accepted')) {
    return { ...failed, state: 'CANCELLED', rank: 2, reason: RECALLED };
  }
  const refused = known.filter(isStatus).filter((one) => isFinal(one) && !isLive(finalState(one)));
  const word = refused.at(-1);
  if (word) return { ...failed, state: finalState(word), rank: 2, ...reasonOf(word.said) };
  // It was given up before it left.
  return cancelled ? { ...failed, state: 'CANCELLED', rank: 0 } : undefined;
}

/**
 * A return that was announced and is not booked yet: nobody is told that the money arrived, and nothing is sent again.
 */
function withNotices(folded: FoldedLine, known: readonly LineEvidence[]): FoldedLine {
  const count = (kind: LineSaid['kind']) => known.filter((one) => one.said.kind === kind).length;
  const isOver = folded.state === 'REJECTED' || folded.state === 'CANCELLED';
  // A recall that was agreed to and the return that it brings are one return, though the bank announces it again.
  const announced = Math.max(count('return-notice'), isRecalled(known) ? 1 : 0);
  if (isOver || announced <= count('return')) return folded;
  return { ...folded, exceptions: [...folded.exceptions, 'return-announced'] };
}

/** By time, then by key, so that everybody who has the same evidence sees the same order. */
function distinct(evidence: readonly LineEvidence[]): readonly LineEvidence[] {
  const order = ({ at, key }: LineEvidence) => `${at}\n${key}`;
  return [...new Map(evidence.map((one) => [order(one), one])).values()].sort((one, other) =>
    order(one) < order(other) ? -1 : 1,
  );
}

const isStatus = (one: LineEvidence): one is Status => one.said.kind === 'status';
const isDoubtful = ({ said }: Status) => said.status === 'RJCT' && !provesFailure(said.reason);
const isFinal = (one: Status) => FINAL[one.said.status] !== undefined && !isDoubtful(one);
const finalState = ({ said }: Status): LineState => FINAL[said.status] ?? 'INPROC';

/** A recall to which the bank said yes and no is none. */
function isRecalled(known: readonly LineEvidence[]): boolean {
  const disputed = new Set(known.flatMap(({ said }) => (said.kind === 'recall-disputed' ? [said.recallId] : [])));
  return known.some(({ said }) => said.kind === 'recall-accepted' && !disputed.has(said.recallId ?? ''));
}

function foldStatuses(facts: LineFacts, known: readonly LineEvidence[]): FoldedLine {
  const statuses = known.filter(isStatus);
  const final = statuses.filter(isFinal).at(-1);
  // A bank may report its cancellation as a rejection, by whatever code.
  if (isRecalled(known) && (!final || finalState(final) !== 'SETTLED')) {
    return { state: 'CANCELLED', rank: 2, exceptions: [], netMinor: 0, reason: RECALLED };
  }
  if (final) return { state: finalState(final), rank: 2, exceptions: [], netMinor: 0, ...reasonOf(final.said) };
  const last = statuses.filter((one) => isDoubtful(one) || IN_PROCESS.includes(one.said.status)).at(-1);
  if (!last) return foldChannel(facts, known);
  // It was refused for what proves nothing: it may or may not be paid (A1.4).
  if (isDoubtful(last)) {
    return { state: 'UNKNOWN', rank: 2, exceptions: ['action-needed'], netMinor: 0, ...reasonOf(last.said) };
  }
  return { state: 'INPROC', rank: 2, exceptions: concernsOf(last.said.status), netMinor: 0 };
}

function foldChannel(facts: LineFacts, known: readonly LineEvidence[]): FoldedLine {
  const nothingElse = { exceptions: [], netMinor: 0 } as const;
  const said = (kind: string) => known.some((one) => one.said.rank === 1 && one.said.kind === kind);
  if (said('receipt')) return { state: 'SENT', rank: 1, ...nothingElse };
  if (said('no-answer')) return { state: 'UNKNOWN', rank: 1, ...nothingElse };
  if (facts.sending) return { state: 'SENDING', rank: 0, ...nothingElse };
  if (facts.cancelled) return { state: 'CANCELLED', rank: 0, ...nothingElse };
  return { state: facts.sealed ? 'SEALED' : 'DRAFT', rank: 0, ...nothingElse };
}

/** R8: entries are booked amounts, each its own; what counts is what is left after returns. */
function foldBookings(facts: LineFacts, bookings: readonly Booking[], byStatus: FoldedLine): FoldedLine {
  const counted = bookings.filter(({ said }) => said.currency === facts.currency);
  const netMinor = counted.reduce((net, { said }) => net + (said.kind === 'debit' ? 1 : -1) * said.amountMinor, 0);
  const foreign: LineException[] = counted.length < bookings.length ? ['currency-differs'] : [];
  const booked = (state: LineState, ...exceptions: LineException[]): FoldedLine => ({
    state,
    rank: 3,
    exceptions: [...foreign, ...exceptions],
    netMinor,
  });
  if (netMinor > facts.amountMinor) return booked('SETTLED', 'overpaid');
  if (netMinor === facts.amountMinor) return booked('SETTLED');
  if (netMinor > 0) return booked('INPROC', 'partial');
  const returned = counted.filter(({ said }) => said.kind === 'return').at(-1);
  if (!returned) return { ...byStatus, exceptions: [...byStatus.exceptions, ...foreign] };
  // More came back than ever went out: somebody else's money may be among it.
  const odd: LineException[] = netMinor < 0 ? ['return-exceeds-debit'] : [];
  return { ...booked('RETURNED', ...odd), ...reasonOf(returned.said) };
}

function concernsOf(status: string): readonly LineException[] {
  if (status === 'BLCK') return ['funds-blocked'];
  if (status === 'ACWC') return ['changed-by-bank'];
  return status === 'PATC' || status === 'ACFW' ? ['action-needed'] : [];
}

function reasonOf(said: { readonly reason?: string }): { readonly reason?: string } {
  return said.reason === undefined ? {} : { reason: said.reason };
}
