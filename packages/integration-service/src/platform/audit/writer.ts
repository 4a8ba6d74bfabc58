import type { AuditHeader } from '@interlink/domain/audit/header';
import type { Transaction } from 'kysely';
import type { Actor } from '../actor.js';
import type { Ids } from '../ids.js';
import { randomStock } from '../random-stock.js';
import { insertion, listAt, runBatch, type Statement } from '../statement.js';
import type { AuditTables } from '../tables.js';
import { canonicalText, commitmentOf, linkHash, shardOf } from './chain.js';

/** One thing that was done or read. */
export interface AuditEntry {
  /** What it is about, e.g. `journey:<id>`; entries of a stream are in one chain, in order. */
  readonly stream: string;
  /** `<capability>.<verb>`. */
  readonly action: string;
  /** Id of the person or thing; never a name or a number that people bear. */
  readonly subject?: string | undefined;
  /** Facts that may be erased later without breaking the chain. No secret, no token, no OTP. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Whose doing it is, where one transaction settles what several caused; else the transaction's actor. */
  readonly actor?: Actor;
}

export interface WriteContext {
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * Prepares the entries' place in the chains: sends `before` and their bodies and takes the heads, shards in ascending
 * order (S5). Returns the last statements of the transaction, which append to the chains.
 */
export type AuditWriter = (
  transaction: Transaction<unknown>,
  before: readonly Statement[],
  entries: readonly AuditEntry[],
  context: WriteContext,
) => Promise<readonly Statement[]>;

interface Prepared {
  readonly shard: number;
  readonly header: AuditHeader;
  readonly salt: Buffer;
  readonly body: string;
  readonly commitment: string;
}

export function auditWriter(ids: Ids, random: (size: number) => Buffer = randomStock()): AuditWriter {
  return async (transaction, before, entries, context) => {
    const prepared = entries.map((entry) => prepare(entry, context, ids.next(), random(16)));
    const taking = [...before, bodies(prepared), heads(prepared)];
    const answers = await runBatch(transaction, taking);
    return appending(prepared, (answers.at(-1) ?? []) as unknown as readonly Head[]);
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

const into = insertion<AuditTables>();

function bodies(prepared: readonly Prepared[]): Statement {
  return into(
    'platform.auditBody',
    prepared.map(({ header, salt, body }) => ({ entryId: header.id, salt, body })),
  );
}

const HEADS = `select shard, seq, hash from platform.audit_shard_head
  where shard = any(${listAt(1, 'int')}::int[]) order by shard for update`;

/** Locked from here until the commit, soon to come. */
function heads(prepared: readonly Prepared[]): Statement {
  const shards = [...new Set(prepared.map(({ shard }) => shard))];
  return { text: HEADS, values: [shards] };
}

const MOVING = `update platform.audit_shard_head as head set seq = moved.seq, hash = moved.hash
  from unnest(${listAt(1, 'int')}, ${listAt(2, 'bigint')}, ${listAt(3, 'text')}) as moved (shard, seq, hash)
  where head.shard = moved.shard`;

function appending(prepared: readonly Prepared[], taken: readonly Head[]): readonly Statement[] {
  const byShard = new Map(taken.map(({ shard, seq, hash }) => [shard, { seq, hash }]));
  const rows = prepared.map(({ shard, header, commitment }) => {
    const head = byShard.get(shard);
    if (!head) throw new Error(`audit shard ${shard} has no head`);
    const seq = head.seq + 1;
    const hash = linkHash(head.hash, seq, header, commitment);
    byShard.set(shard, { seq, hash });
    return { shard, seq, id: header.id, header: JSON.stringify(header), commitment, prevHash: head.hash, hash };
  });
  const moved = [...byShard];
  const values = [moved.map(([shard]) => shard), moved.map(([, { seq }]) => seq), moved.map(([, { hash }]) => hash)];
  return [into('platform.auditEntry', rows), { text: MOVING, values }];
}
