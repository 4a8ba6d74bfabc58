import type { RecallReason } from '@interlink/contracts/payments/decision';
import { camt055, type RecalledFile } from '@interlink/domain/payments/formats/camt-055';
import { cancellationIdOf, paymentInfoIdOf, recallIdOf } from '@interlink/domain/payments/ids';
import { refuseRecall, type RecallRefusal } from '@interlink/domain/payments/recall';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import { formatOf } from '../formats.js';
import { idHmac } from '../hashes.js';
import type { PaymentsContext } from '../policy.js';
import { detachedJws } from '../signing.js';
import type { LoadedBatch } from '../store.js';
import type { PaymentsTables } from '../tables.js';
import { listRecalls } from './store.js';

export interface RefusedLine {
  readonly instrId: string;
  readonly why: RecallRefusal | 'line-not-found';
}

/** The first of the lines that may not be called back now, and why; undefined when all may. */
export async function findNotRecallable(
  context: PaymentsContext,
  handle: DbHandle,
  { row }: LoadedBatch,
  instrIds: readonly string[],
): Promise<RefusedLine | undefined> {
  const lines = new Map((await listLines(handle, row.id, instrIds)).map((line) => [line.instrId, line]));
  const earlier = (await listRecalls(handle, row.id)).flatMap((recall) => recall.lines);
  // A file that is data has no place in a message of ISO 20022.
  const way = context.channels.get(row.channel);
  const isAskable = way?.recall !== undefined && formatOf(context, row.channel).definition === undefined;
  for (const instrId of instrIds) {
    const line = lines.get(instrId);
    if (!line) return { instrId, why: 'line-not-found' };
    const recalls = earlier.filter((one) => one.instrId === instrId).map(({ folded }) => folded.state);
    const known = { state: line.state, netMinor: line.netMinor, batchState: row.state, recalls, isAskable };
    const why = refuseRecall(known);
    if (why !== undefined) return { instrId, why };
  }
  return undefined;
}

/** What two people decided. */
export interface AskedRecall {
  readonly instrIds: readonly string[];
  readonly reason: RecallReason;
  readonly decisionId: string;
}

/** Writes and signs the one message that asks for lines of the batch; sending it is another step. */
export async function keepRecall(
  context: PaymentsContext,
  tx: Tx,
  { row: batch }: LoadedBatch,
  { instrIds, reason, decisionId }: AskedRecall,
): Promise<void> {
  const { platform, interconnection } = context;
  const db = tx.db<PaymentsTables>();
  const id = platform.ids.next();
  const messageId = recallIdOf(idHmac(platform.vault), id);
  const message = camt055({
    ...{ recallId: messageId, createdAt: tx.now.toISOString().replace(/\.\d+Z$/, 'Z'), reason },
    ...{ debtorName: batch.debtor.debtorName, debtorId: batch.debtor.debtorId, debtorAgent: batch.debtor.debtorAgent },
    ...{ executionDate: batch.executionDate, currency: batch.currency },
    files: await filesOf(context, tx, batch.id, { id, instrIds }),
  });
  const signature = await detachedJws(interconnection.keys.signing, Buffer.from(message));
  const kept = { id, batchId: batch.id, reason, channel: batch.channel, messageId, message, signature };
  await db
    .insertInto('payments.recall')
    .values({ ...kept, decisionId, at: tx.now })
    .execute();
  const lines = instrIds.map((instrId) => ({ recallId: id, batchId: batch.id, instrId }));
  await db.insertInto('payments.recallLine').values(lines).execute();
  const body = { messageId, reason, payments: instrIds.length };
  tx.audit({ stream: `batch:${batch.id}`, action: 'payments.recall', subject: id, body });
}

/** The payments by the file that they left in. Throws for one that the batch does not have. */
async function filesOf(
  { platform }: PaymentsContext,
  tx: Tx,
  batchId: string,
  recall: { readonly id: string; readonly instrIds: readonly string[] },
): Promise<readonly RecalledFile[]> {
  const hmac = idHmac(platform.vault);
  const lines = await listLines(tx, batchId, recall.instrIds);
  if (lines.length !== recall.instrIds.length) throw new Error(`a recall of lines that batch ${batchId} does not have`);
  const files = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .select(['part', 'messageId', 'format'])
    .where('batchId', '=', batchId)
    .where('part', 'in', [...new Set(lines.map(({ part }) => part))])
    .orderBy('part')
    .execute();
  return files.map(({ part, messageId, format: messageName }) => ({
    ...{ messageId, messageName, paymentInfoId: paymentInfoIdOf(hmac, batchId, part) },
    payments: lines
      .filter((line) => line.part === part)
      .map(({ instrId, endToEndId, uetr, amountMinor }) => {
        const cancellationId = cancellationIdOf(hmac, recall.id, instrId);
        return { cancellationId, instrId, endToEndId, uetr, amountMinor };
      }),
  }));
}

const listLines = (handle: DbHandle, batchId: string, instrIds: readonly string[]) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select(['instrId', 'part', 'state', 'netMinor', 'endToEndId', 'uetr', 'amountMinor'])
    .where('batchId', '=', batchId)
    // One parameter, however many there are.
    .where('instrId', '=', sql<string>`any(${instrIds}::text[])`)
    .orderBy('instrId')
    .execute();
