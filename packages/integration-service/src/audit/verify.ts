import type { SignedTreeHead, TreeHead } from '@interlink/contracts/audit/tree-head';
import type { AuditVerdict, Tamper } from '@interlink/contracts/audit/verdict';
import { checkChain } from '@interlink/domain/audit/chain';
import { GENESIS, SHARDS } from '@interlink/domain/audit/header';
import {
  checkHeads,
  compareWithAnchor,
  compareWithHead,
  type StoredHead,
  type WalkedShard,
} from '@interlink/domain/audit/heads';
import { commitmentOf, linkHash } from '../platform/audit/chain.js';
import type { DbHandle } from '../platform/database.js';
import type { AuditTables } from '../platform/tables.js';
import { canonicalHead, hashOfHead, type TrustedKey } from './seal-key.js';
import { readShard, type StoredEntry } from './store.js';

export interface VerifyOptions {
  readonly database: DbHandle;
  /** Keys whose seals count. */
  readonly keys: readonly TrustedKey[];
  /** A head that a witness gave: it proves completeness up to its size. */
  readonly anchor?: SignedTreeHead;
}

/** Reads the whole log and names every tamper it finds; changes nothing. */
export async function verifyLog({ database, keys, anchor }: VerifyOptions): Promise<AuditVerdict> {
  const heads = (await readHeads(database)).map((row) => toStored(row, keys));
  const sizes = [...heads.map(({ head }) => head), ...(anchor ? [anchor.head] : [])];
  const walked: WalkedShard[] = [];
  const tampers: Tamper[] = [...checkHeads(heads, GENESIS)];
  let erasedBodies = 0;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const walk = await walkShard(database, shard, sizes);
    walked.push(walk);
    tampers.push(...walk.tampers);
    erasedBodies += walk.erased;
  }
  tampers.push(...(await compareWithShardHeads(database, walked)));
  for (const { head, signature } of heads) if (signature === 'valid') tampers.push(...compareWithHead(head, walked));
  if (anchor) tampers.push(...judgeAnchor(anchor, keys, walked, heads));
  const unique = onlyOnce(tampers);
  return {
    tampers: unique,
    erasedBodies,
    entries: walked.reduce((sum, { size }) => sum + size, 0),
    heads: heads.length,
    ...(anchor && unique.length === 0 && { provenSize: anchor.head.size }),
  };
}

async function walkShard(database: DbHandle, shard: number, heads: readonly TreeHead[]) {
  const sizes = new Set(
    heads.flatMap(({ shards }) => shards.filter((one) => one.shard === shard).map((one) => one.size)),
  );
  const chain = checkChain(shard, linkHash, sizes);
  const altered: Tamper[] = [];
  let erased = 0;
  for await (const row of readShard(database, shard)) {
    chain.add(row);
    const body = judgeBody(row);
    if (body === 'erased') erased += 1;
    if (row.id !== row.header.id) altered.push({ code: 'entry-altered', shard, at: row.seq });
    if (body === 'altered') altered.push({ code: 'body-altered', shard, at: row.seq });
  }
  return { shard, size: chain.size, hashAt: chain.hashAt, tampers: [...chain.end(), ...altered], erased };
}

function judgeBody({ body, salt, commitment }: StoredEntry): 'fits' | 'erased' | 'altered' {
  if (body === null || salt === null) return 'erased';
  return commitmentOf(salt, body) === commitment ? 'fits' : 'altered';
}

/** The heads that the next entry will be linked to; a tail that was cut off shows here before any seal. */
async function compareWithShardHeads(database: DbHandle, walked: readonly WalkedShard[]): Promise<readonly Tamper[]> {
  const heads = await database.db<AuditTables>().selectFrom('platform.auditShardHead').selectAll().execute();
  return walked.flatMap(({ shard, size, hashAt }): Tamper[] => {
    const head = heads.find((one) => one.shard === shard);
    if (!head || (size === 0 && head.seq > 0)) return [{ code: 'shard-deleted', shard, at: head?.seq ?? 0 }];
    if (size < head.seq) return [{ code: 'tail-deleted', shard, at: size + 1 }];
    if (size > head.seq) return [{ code: 'entry-inserted', shard, at: head.seq + 1 }];
    return hashAt(size) === head.hash ? [] : [{ code: 'entry-altered', shard, at: size }];
  });
}

function judgeAnchor(
  { head, signature }: SignedTreeHead,
  keys: readonly TrustedKey[],
  walked: readonly WalkedShard[],
  heads: readonly StoredHead[],
): readonly Tamper[] {
  if (!keys.some((key) => key.verifies(head, signature))) return [{ code: 'head-re-signed', at: head.size }];
  return compareWithAnchor(head, walked, heads, canonicalHead);
}

const readHeads = (database: DbHandle) =>
  database
    .db<AuditTables>()
    .selectFrom('platform.auditTreeHead')
    .selectAll()
    .orderBy('size')
    .orderBy('createdAt')
    .execute();

function toStored(row: Awaited<ReturnType<typeof readHeads>>[number], keys: readonly TrustedKey[]): StoredHead {
  const head = row.head as unknown as TreeHead;
  const valid = keys.some((key) => key.verifies(head, row.signature));
  const known = keys.some(({ id }) => id === row.keyId);
  const signature = valid ? 'valid' : known ? 'invalid' : 'unknown-key';
  return { head, hash: row.hash, signature, hashFits: hashOfHead(head) === row.hash };
}

/** Many heads see the same loss; it is named once. */
function onlyOnce(tampers: readonly Tamper[]): readonly Tamper[] {
  const seen = new Map<string, Tamper>();
  for (const tamper of tampers) {
    const name = [tamper.code, tamper.shard, tamper.code === 'suffix-rehashed' ? '' : tamper.at].join();
    if (!seen.has(name)) seen.set(name, tamper);
  }
  return [...seen.values()];
}
