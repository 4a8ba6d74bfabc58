import { randomBytes } from 'node:crypto';
import type { AuditHeader } from '@interlink/domain/audit/header';
import type { Transaction } from 'kysely';
import type { Actor } from '../actor.js';
import { toJson } from '../database.js';
import type { Ids } from '../ids.js';
import type { AuditTables } from '../tables.js';
import { canonicalText, commitmentOf, linkHash, shardOf } from './chain.js';

/** One thing that was done or read. */
export interface AuditEntry {
  /** What it is about, e.g. `journey:<id>`; entries of a stream are in one chain, in order. */
  readonly stream: string;
  /** `<capability>.<verb>`. */
  readonly action: string;
  /** Id of the person or thing; never a name or a number that people bear. */
  readonly subject?: string;
  /** Facts that may be erased later without breaking the chain. No secret, no token, no OTP. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whose doing it is, where one transaction settles what several caused; else the transaction's actor. */
  readonly actor?: Actor;
}

export interface WriteContext {
  readonly actor: Actor;
  readonly now: Date;
}

/** Appends to the chains; the last statements of a transaction, shards in ascending order (S5). */
export type AuditWriter = (
  transaction: Transaction<unknown>,
  entries: readonly AuditEntry[],
  context: WriteContext,
) => Promise<void>;

interface Prepared {
  readonly shard: number;
  readonly header: AuditHeader;
  readonly salt: Buffer;
  readonly body: string;
  readonly commitment: string;
}

export function auditWriter(ids: Ids, random: (size: number) => Buffer = randomBytes): AuditWriter {
  return async (transaction, entries, context) => {
    if (entries.length === 0) return;
    const db = transaction as Transaction<AuditTables>;
    const prepared = entries.map((entry) => prepare(entry, context, ids.next(), random(16)));
    await insertBodies(db, prepared);
    await appendToChains(db, prepared);
  };
}

function prepare(entry: AuditEntry, context: WriteContext, id: string, salt: Buffer): Prepared {
  const { actor = context.actor } = entry;
  const header: AuditHeader = {
    id,
    stream: entry.stream,
    action: entry.action,
    actorKind: actor.kind,
    actorId: actor.id,
    actorLogin: actor.loginName,
    correlationId: actor.correlationId,
    at: context.now.toISOString(),
    ...(actor.onBehalfOf !== undefined && { onBehalfOf: actor.onBehalfOf }),
    ...(entry.subject !== undefined && { subject: entry.subject }),
  };
  // Kept as the very text that was committed to: jsonb would reorder it.
  const body = canonicalText(JSON.parse(JSON.stringify(entry.body ?? {})));
  return { shard: shardOf(entry.stream), header, salt, body, commitment: commitmentOf(salt, body) };
}

async function insertBodies(db: Transaction<AuditTables>, prepared: readonly Prepared[]): Promise<void> {
  const rows = prepared.map(({ header, salt, body }) => ({ entryId: header.id, salt, body }));
  await db.insertInto('platform.auditBody').values(rows).execute();
}

/** From here on the heads are locked until the commit, which is the next thing to come. */
async function appendToChains(db: Transaction<AuditTables>, prepared: readonly Prepared[]): Promise<void> {
  const shards = [...new Set(prepared.map(({ shard }) => shard))].sort((a, b) => a - b);
  const heads = await db
    .selectFrom('platform.auditShardHead')
    .selectAll()
    .where('shard', 'in', shards)
    .orderBy('shard')
    .forUpdate()
    .execute();
  const byShard = new Map(heads.map(({ shard, seq, hash }) => [shard, { seq, hash }]));
  const rows = prepared.map(({ shard, header, commitment }) => {
    const head = byShard.get(shard);
    if (!head) throw new Error(`audit shard ${shard} has no head`);
    const seq = head.seq + 1;
    const hash = linkHash(head.hash, seq, header, commitment);
    byShard.set(shard, { seq, hash });
    return { shard, seq, id: header.id, header: toJson(header), commitment, prevHash: head.hash, hash };
  });
  await db.insertInto('platform.auditEntry').values(rows).execute();
  for (const shard of shards) {
    const head = byShard.get(shard);
    if (head) await db.updateTable('platform.auditShardHead').set(head).where('shard', '=', shard).execute();
  }
}
