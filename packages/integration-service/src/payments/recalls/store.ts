import type { Recall } from '@interlink/contracts/payments/reads';
import { foldRecall, type FoldedRecall, type RecallWord } from '@interlink/domain/payments/recall';
import { sql, type Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { PaymentsTables } from '../tables.js';

export interface KeptRecall extends Selectable<PaymentsTables['payments.recall']> {
  readonly folded: FoldedRecall;
}

/** Of a batch, oldest first, each with what is known of it. */
export async function listRecalls(handle: DbHandle, batchId: string): Promise<readonly KeptRecall[]> {
  const recalls = handle.db<PaymentsTables>().selectFrom('payments.recall').selectAll();
  return withWords(handle, await recalls.where('batchId', '=', batchId).orderBy('id').execute());
}

/** Recalls of which the bank has not said its last word, of a batch or of all, oldest first. */
export async function listOpenRecalls(handle: DbHandle, batchId?: string): Promise<readonly KeptRecall[]> {
  const open = handle
    .db<PaymentsTables>()
    .selectFrom('payments.recall as recall')
    .selectAll('recall')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.recallWord')
            .select('key')
            .whereRef('recallId', '=', 'recall.id')
            .where('said', 'in', ['ACCR', 'DECLINED', 'RJCR']),
        ),
      ),
    )
    .orderBy('id');
  return withWords(handle, await (batchId === undefined ? open : open.where('batchId', '=', batchId)).execute());
}

async function withWords(
  handle: DbHandle,
  rows: readonly Selectable<PaymentsTables['payments.recall']>[],
): Promise<readonly KeptRecall[]> {
  const ids = rows.map(({ id }) => id);
  const words = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.recallWord')
    .select(['recallId', 'key', 'said', 'reason', 'at'])
    // One parameter, however many there are.
    .where('recallId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return rows.map((row) => {
    const own = words.filter(({ recallId }) => recallId === row.id).map(wordOf);
    return { ...row, folded: foldRecall(own) };
  });
}

type WordRow = Pick<Selectable<PaymentsTables['payments.recallWord']>, 'at' | 'key' | 'reason' | 'said'>;

const wordOf = ({ key, said, reason, at }: WordRow): RecallWord => ({
  ...{ key, said, at: at.toISOString() },
  ...(reason !== null && { reason }),
});

/** As screens show them. */
export async function viewRecalls(handle: DbHandle, batchId: string): Promise<readonly Recall[]> {
  const recalls = await listRecalls(handle, batchId);
  return recalls.map(({ id, instrId, reason, messageId, at, folded }) => ({
    ...{ id, instrId, reason, messageId, at: at.toISOString(), state: folded.state },
    ...(folded.reason !== undefined && { answer: folded.reason }),
  }));
}

/** False when it was there. */
export async function addWord(
  tx: Tx,
  recallId: string,
  { key, at, said, reason }: RecallWord,
  receivedId: string | null = null,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.recallWord')
    .values({ recallId, key, said, reason: reason ?? null, receivedId, at: new Date(at) })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
