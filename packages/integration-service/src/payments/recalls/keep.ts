import type { RecallReason } from '@interlink/contracts/payments/decision';
import { camt055 } from '@interlink/domain/payments/formats/camt-055';
import { paymentInfoIdOf, recallIdOf } from '@interlink/domain/payments/ids';
import { refuseRecall, type RecallRefusal } from '@interlink/domain/payments/recall';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import { formatOf } from '../formats.js';
import { idHmac } from '../hashes.js';
import type { PaymentsContext } from '../policy.js';
import { detachedJws } from '../signing.js';
import type { LoadedBatch } from '../store.js';
import type { PaymentsTables } from '../tables.js';
import { listRecalls } from './store.js';

/** Why the line may not be called back now; undefined when it may. */
export async function whyNotRecalled(
  context: PaymentsContext,
  handle: DbHandle,
  { row }: LoadedBatch,
  instrId: string,
): Promise<RecallRefusal | 'line-not-found' | undefined> {
  const line = await lineOf(handle, row.id, instrId).executeTakeFirst();
  if (!line) return 'line-not-found';
  const recalls = await listRecalls(handle, row.id);
  // A file that is data has no place in a message of ISO 20022.
  const way = context.channels.get(row.channel);
  return refuseRecall({
    ...{ state: line.state, netMinor: line.netMinor, batchState: row.state },
    recalls: recalls.filter((one) => one.instrId === instrId).map(({ folded }) => folded.state),
    isAskable: way?.recall !== undefined && formatOf(context, row.channel).definition === undefined,
  });
}

/** Writes and signs the message that asks for a line of the batch, once two people decided; sending it is another step. */
export async function keepRecall(
  context: PaymentsContext,
  tx: Tx,
  { row: batch }: LoadedBatch,
  asked: { readonly instrId: string; readonly reason: RecallReason; readonly decisionId: string },
): Promise<void> {
  const { platform, interconnection } = context;
  const { instrId, reason, decisionId } = asked;
  const db = tx.db<PaymentsTables>();
  const line = await lineOf(tx, batch.id, instrId).executeTakeFirstOrThrow();
  const place = db.selectFrom('payments.file').select(['messageId', 'format']).where('batchId', '=', batch.id);
  const file = await place.where('part', '=', line.part).executeTakeFirstOrThrow();
  const id = platform.ids.next();
  const hmac = idHmac(platform.vault);
  const messageId = recallIdOf(hmac, id);
  const message = camt055({
    ...{ recallId: messageId, createdAt: tx.now.toISOString().replace(/\.\d+Z$/, 'Z'), reason },
    ...{ messageId: file.messageId, messageName: file.format },
    ...{ debtorName: batch.debtor.debtorName, debtorId: batch.debtor.debtorId, debtorAgent: batch.debtor.debtorAgent },
    ...{ paymentInfoId: paymentInfoIdOf(hmac, batch.id, line.part), executionDate: batch.executionDate },
    ...{ instrId, endToEndId: line.endToEndId, uetr: line.uetr },
    ...{ amountMinor: line.amountMinor, currency: line.currency },
  });
  const signature = await detachedJws(interconnection.keys.signing, Buffer.from(message));
  const kept = { id, batchId: batch.id, instrId, reason, channel: batch.channel, messageId, message, signature };
  await db
    .insertInto('payments.recall')
    .values({ ...kept, decisionId, at: tx.now })
    .execute();
  tx.audit({ stream: `batch:${batch.id}`, action: 'payments.recall', subject: instrId, body: { messageId, reason } });
}

const lineOf = (handle: DbHandle, batchId: string, instrId: string) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select(['part', 'state', 'netMinor', 'endToEndId', 'uetr', 'amountMinor', 'currency'])
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId);
