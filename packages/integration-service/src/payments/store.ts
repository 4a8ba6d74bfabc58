import { ServiceError } from '@interlink/contracts/errors';
import type { Approval, ApprovalAssurance } from '@interlink/domain/payments/approvals';
import type { BatchFact } from '@interlink/domain/payments/fold-batch';
import type { LineEvidence } from '@interlink/domain/payments/line-state';
import { toJson, type DbHandle } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { BatchRow, Details, PaymentsTables } from './tables.js';

export interface KeptApproval extends Approval {
  readonly approverLogin: string;
  readonly assurance: ApprovalAssurance;
}

/** A fact of the batch's present revision; `part` 0 is the whole batch. */
export interface KeptFact {
  readonly fact: BatchFact;
  readonly part: number;
  readonly at: Date;
}

/** A batch without its lines, of which there may be a million. */
export interface LoadedBatch {
  readonly row: BatchRow;
  readonly facts: readonly KeptFact[];
  readonly approvals: readonly KeptApproval[];
  readonly holds: readonly OpenHold[];
}

/** What stops a batch until two people let it go. */
export interface OpenHold {
  readonly id: string;
  readonly reason: string;
  readonly details: Details;
  readonly at: Date;
}

/** Throws `payments.batch-not-found`. `lock` keeps others out until the transaction ends. */
export async function getBatch(
  handle: DbHandle,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<LoadedBatch> {
  const db = handle.db<PaymentsTables>();
  const query = db.selectFrom('payments.batch').selectAll().where('id', '=', id);
  const row = await (options.lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new ServiceError('payments.batch-not-found');
  const facts = await db
    .selectFrom('payments.fact')
    .select(['fact', 'part', 'at'])
    .where('batchId', '=', id)
    .where('revision', '=', row.revision)
    .execute();
  return { row, facts, approvals: await listApprovals(handle, id), holds: await listHolds(handle, id) };
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

/** Holds that no two people have released. */
async function listHolds(handle: DbHandle, batchId: string): Promise<readonly OpenHold[]> {
  return handle
    .db<PaymentsTables>()
    .selectFrom('payments.hold as hold')
    .select(['id', 'reason', 'details', 'at'])
    .where('batchId', '=', batchId)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('payments.decision')
            .innerJoin('payments.decisionConfirmation', 'decisionId', 'payments.decision.id')
            .select('payments.decision.id')
            .where('kind', '=', 'release-hold')
            .whereRef('target', '=', row.cast<string>('hold.id', 'text')),
        ),
      ),
    )
    .orderBy('at')
    .execute();
}

/** When the batch came to have this fact; of any file of it. */
export function factAt({ facts }: Pick<LoadedBatch, 'facts'>, fact: BatchFact): Date | undefined {
  return facts.find((one) => one.fact === fact)?.at;
}

/** Keeps a fact once for the present revision; false when it was there. */
export async function addFact(tx: Tx, batchId: string, fact: BatchFact, part = 0): Promise<boolean> {
  const db = tx.db<PaymentsTables>();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('payments.fact')
    .columns(['batchId', 'fact', 'revision', 'part', 'at', 'who'])
    .expression(
      db
        .selectFrom('payments.batch')
        .select((row) => [
          'id',
          row.val(fact).as('fact'),
          'revision',
          row.cast<number>(row.val(part), 'integer').as('part'),
          row.cast<Date>(row.val(tx.now), 'timestamptz').as('at'),
          row.val(tx.actor.loginName).as('who'),
        ])
        .where('id', '=', batchId),
    )
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return false;
  const body = part === 0 ? undefined : { part };
  tx.audit({ stream: `batch:${batchId}`, action: `payments.${fact}`, subject: batchId, ...(body && { body }) });
  return true;
}

/** Stops a batch for a reason; the same reason stops it once until it is released. `newId` makes the hold's id. */
export async function addHold(
  tx: Tx,
  newId: () => string,
  batch: LoadedBatch,
  reason: string,
  details: Details = {},
): Promise<void> {
  if (batch.holds.some((hold) => hold.reason === reason)) return;
  const { id: batchId } = batch.row;
  const hold = { id: newId(), batchId, reason, details: toJson(details), at: tx.now, who: tx.actor.loginName };
  await tx.db<PaymentsTables>().insertInto('payments.hold').values(hold).execute();
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.hold', subject: batchId, body: { reason, ...details } });
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
