import type { EvidenceRank, LineException, LineState } from '@interlink/domain/payments/line-state';
import type { ColumnType, Selectable } from 'kysely';

/** `payments.line`: a payment to one person, frozen as it was when the batch was made. */
export interface LineTable {
  batchId: string;
  instrId: string;
  entitlementId: string;
  attempt: number;
  individualId: string;
  benefitId: string;
  benefitCode: string;
  amountMinor: number;
  currency: string;
  endToEndId: string;
  uetr: string;
  hash: string;
  accountEnd: string;
  /** Sealed with the person's key: JSON of `Payee`. */
  payee: Buffer;
  state: LineState;
  exceptions: LineException[];
  reason: string | null;
  /** File of the batch that it is in, from 1. */
  part: ColumnType<number, number | undefined, number>;
  /** Place among the approved lines, in the order of InstrId. */
  leafIndex: ColumnType<number, number | undefined, number>;
  rank: ColumnType<0 | EvidenceRank, undefined, 0 | EvidenceRank>;
  netMinor: ColumnType<number, undefined, number>;
  /** Keyed hash of the account. */
  accountIndex: ColumnType<string, string | undefined, never>;
  /** Keyed hash of the identifier that the person bears (F03). */
  identifierIndex: ColumnType<string | null, string | null | undefined, never>;
  /** Village, account keeper and sex when the batch was made, for the sums of the batch; empty when unknown. */
  area: ColumnType<string, string | undefined, never>;
  agent: ColumnType<string, string | undefined, never>;
  sex: ColumnType<string, string | undefined, never>;
  /** Taken out by a rule between approval and seal. */
  removedAt: ColumnType<Date | null, undefined, Date>;
  /** Day of the evidence by which it failed. */
  failedOn: ColumnType<string | null, undefined, string | null>;
  /** Two people agreed on its failure when it stood so. */
  signedOffState: ColumnType<LineState | null, undefined, LineState>;
  writtenBackAt: Date | null;
  /** Why openIMIS was not told, or does not hold it. */
  writeBackProblem: ColumnType<WriteBackProblem | null, undefined, WriteBackProblem | null>;
  toldAt: Date | null;
  /** How the payment stood when the person was told. */
  toldState: ColumnType<LineState | null, undefined, LineState>;
}

/** Each wants a person: what openIMIS holds is not what was paid, or cannot be told by its CSV. */
export type WriteBackProblem =
  | 'amount-differs'
  | 'benefit-gone'
  | 'code-changed'
  | 'code-not-unique'
  | 'code-not-writable'
  | 'not-taken'
  | 'reconciled-by-others';

/** What is personal in a line, as it was when the batch was made. */
export interface Payee {
  readonly account: string;
  readonly creditorAgent: string;
  /** In the characters of payments, by the table of this version. */
  readonly payeeName: string;
  readonly transliteration: string;
  readonly purpose: string;
  readonly remittance: string;
  readonly mobile?: string;
  readonly language: 'ar' | 'en' | 'fr';
}

export type LineRow = Selectable<LineTable>;
