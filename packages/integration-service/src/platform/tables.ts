import type { ColumnType, Generated } from 'kysely';
import type { AuditHeader } from '@interlink/domain/audit/header';

/** The chains of S5. Bodies and salts are apart, because they alone can be erased. */
export interface AuditTables {
  'platform.auditEntry': {
    shard: number;
    seq: number;
    id: string;
    header: ColumnType<AuditHeader, unknown, never>;
    commitment: string;
    prevHash: string;
    hash: string;
  };
  'platform.auditBody': { entryId: string; salt: Buffer; body: string };
  'platform.auditShardHead': { shard: number; seq: number; hash: string };
  'platform.auditTreeHead': {
    size: number;
    head: ColumnType<Readonly<Record<string, unknown>>, unknown, never>;
    hash: string;
    signature: string;
    keyId: string;
    createdAt: Date;
  };
  'platform.auditWitness': { hash: string; witnessedAt: Date };
}

export type OutboxState = 'waiting' | 'delivered' | 'parked';

export interface OutboxTables {
  'platform.streamHead': { stream: string; seq: number };
  'platform.outbox': {
    stream: string;
    seq: number;
    id: string;
    kind: string;
    body: ColumnType<Readonly<Record<string, unknown>>, unknown, unknown>;
    subjectId: string | null;
    personal: Buffer | null;
    correlationId: string;
    onBehalfOf: string;
    state: Generated<OutboxState>;
    tries: Generated<number>;
    lastRefusal: string | null;
    createdAt: Date;
    notBefore: Date;
    /** Waits for `notBefore`; only then, while it is `waiting`. */
    held: Generated<boolean>;
    deliveredAt: Date | null;
  };
  /** One row a stream: who may deliver from it now. `fence` grows with each claim; a stale one writes nothing. */
  'platform.streamLease': {
    stream: string;
    fence: number;
    owner: string | null;
    leasedUntil: Date | null;
    pausedUntil: Date | null;
    failures: number;
  };
  'platform.smsDelivery': {
    reference: string;
    messageId: string | null;
    status: string;
    parts: number | null;
    sentAt: Date;
    checkedAt: Date | null;
  };
}

export interface RequestTables {
  'platform.idempotencyKey': {
    principal: string;
    method: string;
    route: string;
    key: string;
    bodyHash: string;
    status: number | null;
    response: string | null;
    leaseUntil: Date | null;
    createdAt: Date;
    expiresAt: Date;
  };
  'platform.inbox': { partner: string; messageId: string; bodyHash: string; receivedAt: Date };
}

export interface VaultTables {
  'platform.subjectKey': {
    subjectId: string;
    purpose: string;
    version: number;
    wrappedKey: Buffer | null;
    createdAt: Date;
    destroyedAt: Date | null;
  };
}
