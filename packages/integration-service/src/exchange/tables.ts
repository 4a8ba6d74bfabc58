import type { ColumnType, Generated, Selectable } from 'kysely';
import type { BulkFormat, BulkKind, BulkOperation, BulkState } from '@interlink/contracts/exchange/bulk';
import type { InquiryState } from '@interlink/contracts/exchange/inquiry';
import type { RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import type { FileGround } from '@interlink/domain/exchange/bulk/grounds';
import type { Condition } from '@interlink/domain/exchange/query/condition';

export type TransactionKind = 'search' | 'subscribe' | 'unsubscribe' | 'txn-status';
/** `withheld`: the agreement ended before the answer left. */
export type TransactionState = 'waiting' | 'done' | 'withheld' | 'delivered' | 'undeliverable';

export interface ExchangeTables {
  /** Which requests were sent when, so that a repeat is the same message. */
  'exchange.sentMessage': { partner: string; requestId: string; attempt: number; sentAt: Date };
  'exchange.transaction': {
    id: string;
    partner: string;
    role: string;
    kind: TransactionKind;
    messageId: string;
    transactionId: string;
    correlationId: string;
    referenceIds: string[];
    subscriptionCodes: Generated<string[]>;
    callbackUrl: string | null;
    state: TransactionState;
    request: Buffer | null;
    result: Buffer | null;
    receivedAt: Date;
    doneAt: Date | null;
    expiresAt: Date;
  };
  'exchange.subscription': {
    code: string;
    partner: string;
    role: string;
    eventType: string;
    entity: string;
    recordType: string;
    condition: ColumnType<Condition, unknown, never>;
    digest: string;
    startsAt: Date;
    endsAt: Date | null;
    frequency: string | null;
    nextDueAt: Date | null;
    locale: string | null;
    purpose: string | null;
    createdAt: Date;
    endedAt: Date | null;
    /** Notices that were told and are forgotten. */
    toldBefore: Generated<number>;
  };
  'exchange.subscriptionKey': { key: string; code: string };
  'exchange.notice': {
    code: string;
    eventId: string;
    personId: string;
    event: ColumnType<{ readonly version: number; readonly programmes: readonly string[] }, unknown, never>;
    state: 'pending' | 'sent';
    createdAt: Date;
  };
  /** What we asked of partners to be answered later. */
  'exchange.inquiry': {
    id: string;
    partner: string;
    connector: string;
    role: string;
    kind: RegistryRequest['kind'];
    requestId: string;
    subjectId: string;
    transactionId: string;
    referenceId: string;
    correlationIds: Generated<string[]>;
    subscriptionCodes: Generated<string[]>;
    eventType: string | null;
    /** Of an unsubscription: which subscription it ends. */
    ends: string | null;
    state: InquiryState;
    code: string | null;
    request: Buffer;
    answer: Buffer | null;
    askedAt: Date;
    lookAt: Date;
    answeredAt: Date | null;
    expiresAt: Date;
  };
  /** Of when the newest notice of each record of a source was; the record by a keyed hash. */
  'exchange.told': { partner: string; record: string; toldAt: Date };
  'exchange.received': {
    id: string;
    partner: string;
    role: string;
    action: string;
    messageId: string;
    transactionId: string;
    body: Buffer;
    receivedAt: Date;
  };
  'exchange.bulkFile': {
    id: string;
    partner: string;
    role: string;
    kind: BulkKind;
    operation: BulkOperation;
    format: BulkFormat;
    state: BulkState;
    messageId: string;
    transactionId: string;
    correlationId: string;
    signature: 'absent' | 'verified';
    search: Buffer | null;
    selection: string | null;
    since: string | null;
    size: number | null;
    sha256: string | null;
    received: Generated<number>;
    nextStep: Generated<number>;
    lines: Generated<number>;
    rejected: Generated<number>;
    resultSize: Generated<number>;
    resultSha256: string | null;
    grounds: ColumnType<readonly FileGround[] | null, unknown, unknown>;
    refusal: string | null;
    resumeAt: Date | null;
    createdAt: Date;
    updatedAt: Date;
    expiresAt: Date;
  };
  /** `startAt` and `length` count bytes; of lines they count lines, from 1. */
  'exchange.bulkPart': {
    fileId: string;
    side: 'in' | 'line' | 'out';
    startAt: number;
    length: number;
    sealed: Buffer;
  };
  'exchange.bulkKey': { fileId: string; key: Buffer };
}

export type BulkFileRow = Selectable<ExchangeTables['exchange.bulkFile']>;
