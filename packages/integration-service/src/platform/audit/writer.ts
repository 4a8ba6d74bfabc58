import { randomBytes } from 'node:crypto';
import type { AuditHeader } from '@interlink/domain/audit/header';
import { sql, type Transaction } from 'kysely';
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
    await appendToChains(db, prepared, await insertBodies(db, prepared));
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

type Head = { readonly shard: number; readonly seq: number; readonly hash: string };

/** Writes the bodies and takes the heads, in one round trip: they are locked from here until the commit, soon to come. */
function insertBodies(db: Transaction<AuditTables>, prepared: readonly Prepared[]): Promise<Head[]> {
  const rows = prepared.map(({ header, salt, body }) => ({ entryId: header.id, salt, body }));
  const shards = [...new Set(prepared.map(({ shard }) => shard))];
  return db
    .with('bodies', (one) => one.insertInto('platform.auditBody').values(rows))
    .selectFrom('platform.auditShardHead')
    .select(['shard', 'seq', 'hash'])
    .where('shard', '=', sql<number>`any(${shards})`)
    .orderBy('shard')
    .forUpdate()
    .execute();
}

async function appendToChains(
  db: Transaction<AuditTables>,
  prepared: readonly Prepared[],
  heads: readonly Head[],
): Promise<void> {
  const byShard = new Map(heads.map(({ shard, seq, hash }) => [shard, { seq, hash }]));
  const rows = prepared.map(({ shard, header, commitment }) => {
    const head = byShard.get(shard);
    if (!head) throw new Error(`audit shard ${shard} has no head`);
    const seq = head.seq + 1;
    const hash = linkHash(head.hash, seq, header, commitment);
    byShard.set(shard, { seq, hash });
    return { shard, seq, id: header.id, header: toJson(header), commitment, prevHash: head.hash, hash };
  });
  const moved = [...byShard].map(([shard, { seq, hash }]) => ({ shard, seq, hash }));
  await db
    .with('entries', (one) => one.insertInto('platform.auditEntry').values(rows))
    .updateTable('platform.auditShardHead as head')
    .from(
      sql<Head>`jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)`.as<'moved'>(
        sql`moved(shard int, seq bigint, hash text)`,
      ),
    )
    .set((is) => ({ seq: is.ref('moved.seq'), hash: is.ref('moved.hash') }))
    .whereRef('head.shard', '=', 'moved.shard')
    .execute();
}
