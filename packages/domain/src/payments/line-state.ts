/** A5. `UNKNOWN`: it may or may not be with the bank; nothing new is sent until the bank or a statement says. */
export type LineState =
  'DRAFT' | 'SEALED' | 'SENDING' | 'SENT' | 'INPROC' | 'UNKNOWN' | 'SETTLED' | 'REJECTED' | 'RETURNED' | 'CANCELLED';

/** The money is not with the payee, and this attempt will not bring it. */
export const FAILED = ['REJECTED', 'RETURNED', 'CANCELLED'] as const satisfies readonly LineState[];
export const hasFailed = (state: LineState): boolean => (FAILED as readonly LineState[]).includes(state);

/** Evidence by strength: 1 the channel, 2 the bank's status report, 3 a booked statement. */
export type EvidenceRank = 1 | 2 | 3;

/** One thing that somebody outside said about a line. */
export interface LineEvidence {
  /** The same message about the same thing has the same key, however often it comes. */
  readonly key: string;
  /** When the sender says it was so, ISO time. */
  readonly at: string;
  readonly said: LineSaid;
}

export type LineSaid =
  | { readonly rank: 1; readonly kind: 'receipt' | 'no-answer' }
  | { readonly rank: 2; readonly kind: 'status'; readonly status: string; readonly reason?: string }
  /** Something was said that nobody knows: it decides nothing, and somebody has to ask. */
  | { readonly rank: 2; readonly kind: 'unknown-word'; readonly word: string }
  /** The bank agreed to our recall: what has not settled will not, what has is to come back. */
  | { readonly rank: 2; readonly kind: 'recall-accepted'; readonly recallId?: string }
  /** It agreed to that recall and refused it as well: no word of it is worth anything before a statement. */
  | { readonly rank: 2; readonly kind: 'recall-disputed'; readonly recallId: string }
  /** The bank says that money comes back; it has not come back before a statement books it. */
  | { readonly rank: 2; readonly kind: 'return-notice'; readonly reason?: string }
  | {
      readonly rank: 3;
      readonly kind: 'debit' | 'return';
      readonly amountMinor: number;
      readonly currency: string;
      readonly reason?: string;
    };

/** What a statement booked. */
export type Booked = Extract<LineSaid, { readonly rank: 3 }>;

/** What our own process did with the line. */
export interface LineFacts {
  readonly amountMinor: number;
  readonly currency: string;
  readonly sealed: boolean;
  readonly sending: boolean;
  /** It will never leave: its batch was cancelled or voided, or it was removed at the seal. */
  readonly cancelled: boolean;
  /** Another attempt for the same entitlement, or the same person and period, is live: this one has failed (R1, R3). */
  readonly otherAttemptLive: boolean;
}

/** `overpaid`: more was booked than was owed, or booked, or called paid, while another attempt is live (R3, R8). */
export type LineException =
  | 'action-needed'
  | 'changed-by-bank'
  | 'currency-differs'
  | 'funds-blocked'
  | 'overpaid'
  | 'partial'
  | 'return-announced'
  | 'return-exceeds-debit'
  | 'word-unknown';

export interface FoldedLine {
  readonly state: LineState;
  /** Rank of the evidence that decided; 0 when only we acted. */
  readonly rank: 0 | EvidenceRank;
  readonly exceptions: readonly LineException[];
  /** ISO reason of a failure, as the bank gave it; or what it said last, when nobody knows the word. */
  readonly reason?: string;
  /** Debits less returns, in minor units. */
  readonly netMinor: number;
}
