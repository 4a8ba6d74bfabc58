/** What a verifier finds; each names one way of tampering with the log. */
export type TamperCode =
  | 'body-altered'
  | 'entries-swapped'
  | 'entry-altered'
  | 'entry-inserted'
  | 'entry-missing'
  | 'head-altered'
  | 'head-re-signed'
  | 'heads-not-linked'
  | 'older-than-anchor'
  | 'shard-deleted'
  | 'suffix-rehashed'
  | 'tail-deleted'
  | 'two-heads-of-one-size';

export interface Tamper {
  readonly code: TamperCode;
  /** Absent for what concerns a tree head. */
  readonly shard?: number;
  /** Position in the shard, or the size of the head. */
  readonly at?: number;
}

export interface AuditVerdict {
  readonly tampers: readonly Tamper[];
  readonly entries: number;
  /** Bodies that were erased, which is allowed; the chain does not need them. */
  readonly erasedBodies: number;
  readonly heads: number;
  /** Complete up to an anchor from outside; without one only consistent. */
  readonly provenSize?: number;
}
