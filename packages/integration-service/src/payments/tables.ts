import type { Making } from '@interlink/contracts/payments/making';
import type { Exclusion } from '@interlink/contracts/payments/batch';
import type { PaymentProgramme } from '@interlink/contracts/payments/settings';
import type { BatchFact, BatchState } from '@interlink/domain/payments/fold-batch';
import type { PaymentTerms } from '@interlink/domain/payments/line';
import type { LineSaid, LineState } from '@interlink/domain/payments/line-state';
import type { CheckReport } from '@interlink/contracts/payments/check-report';
import type { PaymentHold } from '@interlink/contracts/payments/hold';
import type { DecisionKind } from '@interlink/contracts/payments/decision';
import type { EntitlementEvent } from '@interlink/domain/payments/entitlement';
import type { ColumnType, Selectable } from 'kysely';
import type { ApproverTables, KeptAssertion } from './approvers/tables.js';
import type { LineTable } from './line-table.js';
import type { PayPointTables } from './pay-points/tables.js';
import type { RecallTables } from './recalls/tables.js';
import type { SampleTables } from './samples/tables.js';

type Json<T> = ColumnType<T, unknown, never>;

interface BatchTable {
  id: string;
  payrollId: string;
  programme: string;
  institution: string;
  /** Key of `channels`: how its files leave. */
  channel: ColumnType<string, string | undefined, never>;
  state: BatchState;
  /** Since when it stands so. */
  stateAt: ColumnType<Date | null, Date, Date>;
  count: number;
  totalMinor: number;
  currency: string;
  executionDate: string;
  /** First and last day that it pays for, where its cycle has them. */
  periodFrom: ColumnType<string | null, string | null, never>;
  periodTo: ColumnType<string | null, string | null, never>;
  root: string;
  statement: string;
  statementHash: string;
  messageId: string;
  paymentInfoId: string;
  /** Grows with each edit; facts and approvals of an earlier one do not count. */
  revision: ColumnType<number, number | undefined, number>;
  /** Files that its lines are split into. */
  parts: ColumnType<number, number | undefined, number>;
  debtor: Json<PaymentProgramme>;
  terms: ColumnType<PaymentTerms, unknown, unknown>;
  exclusions: ColumnType<readonly Exclusion[], unknown, unknown>;
  makerId: string;
  makerLogin: string;
  correlationId: string;
  createdAt: Date;
}

export interface PaymentsTables extends ApproverTables, PayPointTables, RecallTables, SampleTables {
  'payments.enrolmentHold': {
    individualId: string;
    programme: string;
    journeyId: string;
    hold: PaymentHold;
    since: Date;
  };
  'payments.batchTotal': {
    batchId: string;
    area: string;
    agent: string;
    sex: string;
    count: number;
    totalMinor: number;
  };
  /** Kept by triggers of `payments.line`. */
  'payments.batchTally': { batchId: string; state: LineState; currency: string; count: number; totalMinor: number };
  'payments.making': {
    id: string;
    payrollId: string;
    institution: string;
    state: 'made' | 'refused' | 'under-way';
    done: number;
    total: number;
    problem: ColumnType<Making['problem'] | null, unknown, unknown>;
    makerLogin: string;
    startedAt: Date;
    seenAt: Date;
  };
  'payments.entitlement': {
    id: string;
    programme: string;
    cycle: string;
    individualId: string;
    benefitId: string;
    createdAt: Date;
  };
  'payments.attempt': {
    entitlementId: string;
    number: number;
    batchId: string;
    live: boolean;
    /** The individual, or the person whom the registry linked several individuals to. */
    personKey: string;
    programme: string;
    cycle: string;
  };
  'payments.batch': BatchTable;
  'payments.line': LineTable;
  /** `part` 0: of the whole batch. */
  'payments.fact': { batchId: string; fact: BatchFact; revision: number; part: number; at: Date; who: string };
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
    part: number;
    format: string;
    count: number;
    totalMinor: number;
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
    part: number;
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
    /** The format that it was read as. */
    kind: string;
    /** Id of our message that it was asked for, or told, where the last word about a message is looked for. */
    about: string | null;
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
    /** Day of its closing balance. */
    until: string | null;
    at: Date;
  };
  'payments.suspense': {
    receivedId: string;
    key: string;
    why: string;
    at: Date;
    /** The batch that it names, when it is one of ours. */
    batchId: string | null;
    account: string | null;
    entry: Json<SuspendedEntry | null>;
  };
  'payments.suspenseResolution': {
    receivedId: string;
    key: string;
    how: 'closed' | 'matched';
    batchId: string | null;
    instrId: string | null;
    decisionId: string | null;
    at: Date;
  };
  'payments.decided': {
    batchId: string;
    benefitId: string;
    individualId: string;
    outcome: 'left-out' | 'paid';
    reason: string | null;
    /** Sealed with the person's key: JSON of `BenefitInputs`. */
    inputs: Buffer;
    at: Date;
  };
  'payments.checkReport': { batchId: string; revision: number; at: Date; who: string; report: Json<CheckReport> };
  'payments.adoption': {
    benefitId: string;
    payrollId: string;
    individualId: string;
    programme: string;
    cycle: string;
    verdict: 'paid-elsewhere' | 'unknown' | 'unpaid';
    amountMinor: number;
    currency: string;
    source: string;
    at: Date;
    who: string;
  };
  'payments.gap': {
    messageId: string;
    answer: 'known' | 'unknown-to-bank';
    batchId: string | null;
    payrollId: string | null;
    receivedId: string | null;
    at: Date;
  };
  /** Notifications of the bank that were read. */
  'payments.notification': { account: string; notificationId: string; receivedId: string | null; at: Date };
  'payments.statementGap': { account: string; expectedSequence: number; seenSequence: number; at: Date };
  'payments.hold': { id: string; batchId: string; reason: string; details: Json<Details>; at: Date; who: string };
  'payments.decision': {
    id: string;
    kind: DecisionKind;
    institution: string;
    batchId: string | null;
    target: string;
    details: Json<Details>;
    proposerId: string;
    proposerLogin: string;
    at: Date;
  };
  'payments.decisionConfirmation': { decisionId: string; confirmerId: string; confirmerLogin: string; at: Date };
  'payments.removal': {
    batchId: string;
    instrId: string;
    leafIndex: number;
    reason: string;
    evidence: Json<Details>;
    at: Date;
  };
  'payments.incident': {
    id: string;
    kind: 'overpayment';
    batchId: string;
    instrId: string;
    entitlementId: string;
    excessMinor: number;
    currency: string;
    at: Date;
  };
  'payments.entitlementEvent': {
    id: string;
    entitlementId: string;
    kind: EntitlementEvent;
    attempt: number;
    note: string;
    decisionId: string | null;
    at: Date;
    who: string;
  };
  'payments.adjustment': {
    batchId: string;
    instrId: string;
    key: string;
    said: Json<LineSaid>;
    receivedId: string | null;
    at: Date;
  };
}

export type Details = Readonly<Record<string, unknown>>;

/** What of an entry is kept beside the sealed statement, so that people can look for its line: ids and amounts. */
export interface SuspendedEntry {
  readonly kind: 'debit' | 'return';
  readonly amountMinor: number;
  readonly currency: string;
  readonly bookedOn: string;
  readonly uetr?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly instrId?: string | undefined;
  readonly reason?: string | undefined;
}

export type BatchRow = Selectable<BatchTable>;
