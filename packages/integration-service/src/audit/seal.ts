import type { SignedTreeHead, TreeHead } from '@interlink/contracts/audit/tree-head';
import { GENESIS } from '@interlink/domain/audit/header';
import type { Clock } from '../platform/clock.js';
import { toJson, type DbHandle } from '../platform/database.js';
import type { AuditTables } from '../platform/tables.js';
import { hashOfHead, type SealKey } from './seal-key.js';

export interface SealDeps {
  /** As interlink_seal: it may add tree heads and nothing else. */
  readonly database: DbHandle;
  readonly key: SealKey;
  readonly deployment: string;
  readonly clock: Clock;
}

/** Signs what the log is now; undefined when nothing was added since the last head: one size has one head. */
export async function sealLog({ database, key, deployment, clock }: SealDeps): Promise<SignedTreeHead | undefined> {
  const db = database.db<AuditTables>();
  // One statement sees one moment of all shards.
  const rows = await db.selectFrom('platform.auditShardHead').selectAll().orderBy('shard').execute();
  const size = rows.reduce((sum, { seq }) => sum + seq, 0);
  const last = await db
    .selectFrom('platform.auditTreeHead')
    .select(['hash', 'size'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (size === (last?.size ?? 0)) return undefined;
  const time = clock.now();
  const head: TreeHead = {
    version: 1,
    deployment,
    size,
    shards: rows.map(({ shard, seq, hash }) => ({ shard, size: seq, hash })),
    previous: last?.hash ?? GENESIS,
    time: time.toISOString(),
  };
  const signature = key.sign(head);
  await db
    .insertInto('platform.auditTreeHead')
    .values({ hash: hashOfHead(head), size, head: toJson(head), signature, keyId: key.id, createdAt: time })
    .execute();
  return { head, signature };
}

/** Somebody outside the operator's control who keeps heads; wired in main.ts. */
export interface Witness {
  /** `refused`: it holds another history. */
  keep(signed: SignedTreeHead): Promise<'kept' | 'refused' | 'unreachable'>;
}

/** Tells the witness every head it has not confirmed, oldest first. Returns how it ended. */
export async function tellWitness(
  { database, clock }: Pick<SealDeps, 'database' | 'clock'>,
  witness: Witness,
): Promise<'told' | 'refused' | 'unreachable'> {
  const db = database.db<AuditTables>();
  const untold = await db
    .selectFrom('platform.auditTreeHead as told')
    .leftJoin('platform.auditWitness as seen', 'seen.hash', 'told.hash')
    .select(['told.hash', 'told.head', 'told.signature'])
    .where('seen.hash', 'is', null)
    .orderBy('told.size')
    .limit(100)
    .execute();
  for (const { hash, head, signature } of untold) {
    const outcome = await witness.keep({ head: head as unknown as TreeHead, signature });
    if (outcome !== 'kept') return outcome;
    await db
      .insertInto('platform.auditWitness')
      .values({ hash, witnessedAt: clock.now() })
      .onConflict((clash) => clash.doNothing())
      .execute();
  }
  return 'told';
}

/** When a witness last confirmed a head: a gauge for operators. What stops payments is `findUnwitnessedSince`. */
export async function findLastWitnessed(database: DbHandle): Promise<Date | undefined> {
  const row = await database
    .db<AuditTables>()
    .selectFrom('platform.auditWitness')
    .select('witnessedAt')
    .orderBy('witnessedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.witnessedAt;
}
