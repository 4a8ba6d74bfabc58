import { ServiceError } from '@interlink/contracts/errors';
import type { Approval, ApprovalAssurance } from '@interlink/domain/payments/approvals';
import { foldBatch, isLive, type BatchFact } from '@interlink/domain/payments/fold-batch';
import { foldLine } from '@interlink/domain/payments/fold-line';
import type { FoldedLine, LineEvidence } from '@interlink/domain/payments/line-state';
import { toJson, type DbHandle } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { BatchRow, LineRow, PaymentsTables } from './tables.js';

export interface KeptApproval extends Approval {
  readonly approverLogin: string;
  readonly assurance: ApprovalAssurance;
}

/** A batch without its lines. */
export interface BatchHead {
  readonly row: BatchRow;
  readonly facts: ReadonlyMap<BatchFact, Date>;
  readonly approvals: readonly KeptApproval[];
}

/** A line with what its evidence makes of it. */
export interface LoadedLine {
  readonly row: LineRow;
  readonly folded: FoldedLine;
}

export interface LoadedBatch extends BatchHead {
  readonly lines: readonly LoadedLine[];
}

/** Throws `payments.batch-not-found`. `lock` keeps others out until the transaction ends. */
export async function getHead(
  handle: DbHandle,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<BatchHead> {
  const db = handle.db<PaymentsTables>();
  const query = db.selectFrom('payments.batch').selectAll().where('id', '=', id);
  const row = await (options.lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new ServiceError('payments.batch-not-found');
  const facts = await db.selectFrom('payments.fact').select(['fact', 'at']).where('batchId', '=', id).execute();
  const known = new Map(facts.map(({ fact, at }) => [fact, at]));
  return { row, facts: known, approvals: await listApprovals(handle, id) };
}

/** Throws `payments.batch-not-found`. `lock` keeps others out until the transaction ends. */
export async function getBatch(
  handle: DbHandle,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<LoadedBatch> {
  const head = await getHead(handle, id, options);
  return { ...head, lines: await listLines(handle, id, head.facts) };
}

async function listApprovals(handle: DbHandle, batchId: string): Promise<readonly KeptApproval[]> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.approval')
    .leftJoin('payments.credentialEvent as revoked', (join) =>
      join.onRef('revoked.credentialId', '=', 'payments.approval.credentialId').on('revoked.kind', '=', 'revoked'),
    )
    .select(['approverId', 'approverLogin', 'statementHash', 'payments.approval.credentialId', 'payments.approval.at'])
    .select('revoked.at as revokedAt')
    .where('batchId', '=', batchId)
    .orderBy('payments.approval.at')
    .execute();
  return rows.map(({ credentialId, revokedAt, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    assurance: credentialId === null ? 'attested' : 'signed',
    isWithdrawn: revokedAt !== null,
  }));
}

async function listLines(
  handle: DbHandle,
  batchId: string,
  facts: ReadonlyMap<BatchFact, Date>,
): Promise<readonly LoadedLine[]> {
  const db = handle.db<PaymentsTables>();
  const rows = await db
    .selectFrom('payments.line')
    .selectAll()
    .where('batchId', '=', batchId)
    .orderBy('instrId')
    .execute();
  const evidence = await db
    .selectFrom('payments.evidence')
    .select(['instrId', 'key', 'at', 'said'])
    .where('batchId', '=', batchId)
    .execute();
  const byLine = new Map<string, LineEvidence[]>();
  for (const { instrId, key, at, said } of evidence) {
    byLine.set(instrId, [...(byLine.get(instrId) ?? []), { key, at: at.toISOString(), said }]);
  }
  const superseded = await findSuperseded(handle, batchId);
  return rows.map((row) => ({
    row,
    folded: foldLine(
      {
        amountMinor: row.amountMinor,
        currency: row.currency,
        sealed: facts.has('sealed'),
        sending: facts.has('transmitting'),
        cancelled: facts.has('cancelled'),
        newerAttemptLive: superseded.has(row.entitlementId),
      },
      byLine.get(row.instrId) ?? [],
    ),
  }));
}

/** Entitlements of the batch of which a later attempt is live (R3). */
async function findSuperseded(handle: DbHandle, batchId: string): Promise<ReadonlySet<string>> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.attempt as ours')
    .innerJoin('payments.attempt as later', 'later.entitlementId', 'ours.entitlementId')
    .select('ours.entitlementId')
    .where('ours.batchId', '=', batchId)
    .where('later.live', '=', true)
    .whereRef('later.number', '>', 'ours.number')
    .execute();
  return new Set(rows.map(({ entitlementId }) => entitlementId));
}

/** Keeps a fact once; false when it was there. */
export async function addFact(tx: Tx, batchId: string, fact: BatchFact): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.fact')
    .values({ batchId, fact, at: tx.now, who: tx.actor.loginName })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return false;
  tx.audit({ stream: `batch:${batchId}`, action: `payments.${fact}`, subject: batchId });
  return true;
}

/** Keeps what was said about a line; the same word again changes nothing. */
export async function addEvidence(
  tx: Tx,
  batchId: string,
  instrId: string,
  evidence: LineEvidence,
  receivedId: string | null = null,
): Promise<void> {
  const { key, at, said } = evidence;
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.evidence')
    .values({ batchId, instrId, key, at: new Date(at), said: toJson(said), receivedId })
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Brings the heads to what facts and evidence say; gives the batch as it is then. */
export async function refold(tx: Tx, batchId: string): Promise<LoadedBatch> {
  const batch = await getBatch(tx, batchId, { lock: true });
  for (const { row, folded } of batch.lines) {
    const isSame = row.state === folded.state && String(row.exceptions) === String(folded.exceptions);
    if (!isSame) await saveLine(tx, row, folded);
  }
  const state = foldBatch(
    new Set(batch.facts.keys()),
    batch.lines.map(({ folded }) => folded),
  );
  if (state !== batch.row.state) {
    await tx.db<PaymentsTables>().updateTable('payments.batch').set({ state }).where('id', '=', batchId).execute();
    tx.audit({ stream: `batch:${batchId}`, action: 'payments.batch-state', subject: batchId, body: { state } });
  }
  return { ...batch, row: { ...batch.row, state } };
}

async function saveLine(tx: Tx, row: LineRow, { state, exceptions, reason }: FoldedLine): Promise<void> {
  const db = tx.db<PaymentsTables>();
  await db
    .updateTable('payments.line')
    .set({ state, exceptions: [...exceptions], reason: reason ?? null })
    .where('batchId', '=', row.batchId)
    .where('instrId', '=', row.instrId)
    .execute();
  await db
    .updateTable('payments.attempt')
    .set({ live: isLive(state) })
    .where('entitlementId', '=', row.entitlementId)
    .where('number', '=', row.attempt)
    .execute();
  const body = { instrId: row.instrId, state, exceptions };
  tx.audit({ stream: `batch:${row.batchId}`, action: 'payments.line-state', subject: row.instrId, body });
}
