import { createHash } from 'node:crypto';
import { EVIDENCE_PACK_VERSION, type EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import { sql } from 'kysely';
import { shardOf } from '../platform/audit/chain.js';
import type { AuditTables } from '../platform/tables.js';
import { listDecisions } from './decisions/decide.js';
import { getFile, listFiles } from './files.js';
import { pagesOfRows } from './lines.js';
import { packApprovals } from './pack-approvals.js';
import { packHeard } from './pack-heard.js';
import type { PaymentsContext } from './policy.js';
import { packRecalls } from './recalls/pack.js';
import { getBatch, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

export interface PackOptions {
  /** With file and message bytes, which hold names and accounts; without them only their hashes. */
  readonly withBytes: boolean;
}

/** The evidence pack of a batch, a line of text a record; see contracts/payments/evidence-pack. */
export async function* exportPack(
  context: PaymentsContext,
  batchId: string,
  options: PackOptions,
): AsyncGenerator<string> {
  const batch = await getBatch(context.platform, batchId);
  const whole = createHash('sha256');
  let records = 0;
  for await (const record of recordsOf(context, batch, options)) {
    const text = `${JSON.stringify(record)}\n`;
    whole.update(text);
    records += 1;
    yield text;
  }
  const end: EvidencePackRecord = { type: 'end', records, sha256: whole.digest('hex') };
  yield `${JSON.stringify(end)}\n`;
}

async function* recordsOf(
  context: PaymentsContext,
  batch: LoadedBatch,
  options: PackOptions,
): AsyncGenerator<EvidencePackRecord> {
  yield headOf(context, batch);
  const { publicJwk } = context.interconnection.keys.signing;
  yield { type: 'keys', jwks: { keys: [{ ...publicJwk }] } };
  yield* leavesOf(context, batch);
  yield* await packApprovals(context.platform, batch.row.id);
  yield* filesOf(context, batch, options);
  yield* transmissionsOf(context, batch);
  yield* packHeard(context, batch.row.id, options.withBytes);
  yield* await decisionsOf(context, batch);
  yield* await packRecalls(context.platform, batch.row.id);
  yield* auditOf(context, batch);
}

function headOf({ platform }: PaymentsContext, { row }: LoadedBatch): EvidencePackRecord {
  const { id: batchId, payrollId, programme, state, makerId, makerLogin, statement, statementHash } = row;
  const { deployment } = platform.config.settings;
  const exportedAt = platform.clock.now().toISOString();
  const about = { deployment, batchId, payrollId, programme, state, makerId, makerLogin, exportedAt };
  return { type: 'pack', version: EVIDENCE_PACK_VERSION, ...about, statement, statementHash };
}

async function* leavesOf({ platform }: PaymentsContext, { row }: LoadedBatch): AsyncGenerator<EvidencePackRecord> {
  for await (const rows of pagesOfRows(platform, row.id)) {
    for (const line of rows) {
      const { leafIndex: index, instrId, entitlementId, attempt, hash, amountMinor, currency, state, netMinor } = line;
      const leaf = { index, instrId, entitlementId, attempt, hash, amountMinor, currency, state, netMinor };
      yield { type: 'leaf', ...leaf, part: line.removedAt === null ? line.part : 0 };
    }
  }
  const removals = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.removal')
    .selectAll()
    .where('batchId', '=', row.id)
    .orderBy('leafIndex')
    .execute();
  for (const { leafIndex: index, instrId, reason, evidence, at } of removals) {
    yield { type: 'removal', index, instrId, reason, evidence: { ...evidence }, at: at.toISOString() };
  }
}

async function* filesOf(
  { platform }: PaymentsContext,
  { row }: LoadedBatch,
  { withBytes }: PackOptions,
): AsyncGenerator<EvidencePackRecord> {
  for (const { part } of await listFiles(platform, row.id)) {
    const file = await getFile(platform.vault, platform, row.id, part);
    const { messageId, format, sha256, size, count, totalMinor, manifest, manifestSignature, bodySignature } = file;
    const sealed = { part, messageId, format, sha256, size, count, totalMinor };
    const bytes = withBytes ? { bytes: Buffer.from(file.text).toString('base64') } : {};
    yield { type: 'file', ...sealed, manifest, manifestSignature, bodySignature, ...bytes, at: file.at.toISOString() };
  }
}

async function* transmissionsOf(
  { platform, journal }: PaymentsContext,
  { row }: LoadedBatch,
): AsyncGenerator<EvidencePackRecord> {
  const attempts = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.channelAttempt')
    .selectAll()
    .where('batchId', '=', row.id)
    .orderBy('part')
    .execute();
  for (const { part, number, channel, messageId, sha256, at } of attempts) {
    yield { type: 'transmission', part, number, channel, messageId, sha256, at: at.toISOString() };
  }
  const ours = new Set(attempts.map(({ messageId }) => messageId));
  for (const entry of (await journal.read()) ?? []) {
    if (ours.has(entry.messageId)) yield { type: 'journal', entry: { ...entry } };
  }
}

async function decisionsOf(
  { platform }: PaymentsContext,
  { row }: LoadedBatch,
): Promise<readonly EvidencePackRecord[]> {
  const decisions = await listDecisions(platform, row.institution, row.id);
  return decisions.map(({ id, kind, target, details, proposerLogin, proposedAt, confirmerLogin, confirmedAt }) => ({
    type: 'decision',
    id,
    kind,
    target,
    details,
    proposedBy: proposerLogin,
    proposedAt,
    ...(confirmerLogin && { confirmedBy: confirmerLogin }),
    ...(confirmedAt && { confirmedAt }),
  }));
}

/**
 * The batch's entries in its shard with the links from each to the first signed head that covers it: entries of others
 * in between come without their content.
 */
async function* auditOf({ platform }: PaymentsContext, { row }: LoadedBatch): AsyncGenerator<EvidencePackRecord> {
  const stream = `batch:${row.id}`;
  const shard = shardOf(stream);
  const db = platform.db<AuditTables>();
  const ours = await db
    .selectFrom('platform.auditEntry')
    .select('seq')
    .where('shard', '=', shard)
    .where((eb) => eb(eb.ref('header', '->>').key('stream'), '=', stream))
    .orderBy('seq')
    .execute();
  let until = 0;
  for (const { seq } of ours) {
    if (seq <= until) continue;
    const head = await db
      .selectFrom('platform.auditTreeHead')
      .selectAll()
      .where(
        sql<boolean>`(jsonb_path_query_first(head, ${`$.shards[*] ? (@.shard == ${shard}).size`}::jsonpath))::bigint >= ${seq}`,
      )
      .orderBy('size')
      .limit(1)
      .executeTakeFirst();
    until = head ? sizeOf(head.head, shard) : seq;
    yield* linksOf(platform, { shard, from: seq, until, stream });
    if (!head) continue;
    const { hash, signature, keyId } = head;
    yield { type: 'tree-head', head: { ...head.head }, hash, signature, keyId };
  }
}

function sizeOf(head: Readonly<Record<string, unknown>>, shard: number): number {
  const shards = Array.isArray(head['shards']) ? (head['shards'] as readonly { shard: number; size: number }[]) : [];
  return shards.find((one) => one.shard === shard)?.size ?? 0;
}

interface Links {
  readonly shard: number;
  readonly from: number;
  readonly until: number;
  readonly stream: string;
}

async function* linksOf(platform: PaymentsContext['platform'], { shard, from, until, stream }: Links) {
  const rows = await platform
    .db<AuditTables>()
    .selectFrom('platform.auditEntry as entry')
    .leftJoin('platform.auditBody as body', 'body.entryId', 'entry.id')
    .select(['entry.seq', 'entry.header', 'entry.commitment', 'entry.prevHash', 'entry.hash', 'body.body', 'body.salt'])
    .where('shard', '=', shard)
    .where('seq', '>=', from)
    .where('seq', '<=', until)
    .orderBy('seq')
    .execute();
  for (const { seq, header, commitment, prevHash, hash, body, salt } of rows) {
    const isOurs = header.stream === stream && body !== null && salt !== null;
    const content = isOurs ? { body: { text: body, salt: salt.toString('base64') } } : {};
    const link = { type: 'audit' as const, shard, seq, header: { ...header }, commitment, prevHash, hash };
    yield { ...link, ...content };
  }
}
