import type { Exclusion } from '@interlink/contracts/payments/batch';
import type { PaymentProgramme } from '@interlink/contracts/payments/settings';
import type { BatchFact, BatchState } from '@interlink/domain/payments/fold-batch';
import type { PaymentTerms } from '@interlink/domain/payments/line';
import type { LineException, LineSaid, LineState } from '@interlink/domain/payments/line-state';
import type { ColumnType, Selectable } from 'kysely';
import type { ApproverTables, KeptAssertion } from './approvers/tables.js';

type Json<T> = ColumnType<T, unknown, never>;

interface BatchTable {
  id: string;
  payrollId: string;
  programme: string;
  institution: string;
  state: BatchState;
  count: number;
  totalMinor: number;
  currency: string;
  executionDate: string;
  root: string;
  statement: string;
  statementHash: string;
  messageId: string;
  paymentInfoId: string;
  debtor: Json<PaymentProgramme>;
  terms: Json<PaymentTerms>;
  exclusions: Json<readonly Exclusion[]>;
  makerId: string;
  makerLogin: string;
  correlationId: string;
  createdAt: Date;
}

interface LineTable {
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
  writtenBackAt: Date | null;
  toldAt: Date | null;
}

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

export interface PaymentsTables extends ApproverTables {
  'payments.entitlement': {
    id: string;
    programme: string;
    cycle: string;
    individualId: string;
    benefitId: string;
    createdAt: Date;
  };
  'payments.attempt': { entitlementId: string; number: number; batchId: string; live: boolean };
  'payments.batch': BatchTable;
  'payments.line': LineTable;
  'payments.fact': { batchId: string; fact: BatchFact; at: Date; who: string };
  'payments.approval': {
    batchId: string;
    approverId: string;
    approverLogin: string;
    statementHash: string;
    /** JWS of the service over who approved what and when (S11: `attested`). */
    attestation: string;
    /** What the approver's authenticator signed; null when it is only attested. */
    assertion: Json<KeptAssertion> | null;
    credentialId: string | null;
    at: Date;
  };
  'payments.file': {
    batchId: string;
    messageId: string;
    sha256: string;
    size: number;
    /** Sealed with the batch's key. */
    bytes: Buffer;
    manifest: string;
    manifestSignature: string;
    bodySignature: string;
    at: Date;
  };
  'payments.channelAttempt': {
    batchId: string;
    number: number;
    channel: string;
    messageId: string;
    sha256: string;
    at: Date;
  };
  'payments.received': {
    id: string;
    batchId: string | null;
    source: string;
    kind: 'pain.002' | 'camt.053';
    sha256: string;
    /** Sealed with the key of the source. */
    bytes: Buffer;
    at: Date;
  };
  'payments.evidence': {
    batchId: string;
    instrId: string;
    key: string;
    at: Date;
    said: Json<LineSaid>;
    receivedId: string | null;
  };
  'payments.statement': {
    account: string;
    sequence: number;
    statementId: string;
    receivedId: string;
    openingMinor: number;
    closingMinor: number;
    currency: string;
    at: Date;
  };
  'payments.suspense': { receivedId: string; key: string; why: string; at: Date };
}

export type BatchRow = Selectable<BatchTable>;
export type LineRow = Selectable<LineTable>;
