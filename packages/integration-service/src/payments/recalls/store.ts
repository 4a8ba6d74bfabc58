import type { Recall } from '@interlink/contracts/payments/reads';
import { foldRecall, type FoldedRecall, type RecallWord } from '@interlink/domain/payments/recall';
import { sql, type Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { PaymentsTables } from '../tables.js';

/** One payment of a recall, with what is known of it. */
export interface RecalledLine {
  readonly instrId: string;
  readonly folded: FoldedRecall;
}

export interface KeptRecall extends Selectable<PaymentsTables['payments.recall']> {
  /** In the order of their ids. */
  readonly lines: readonly RecalledLine[];
}

/** Of a batch, oldest first. */
export async function listRecalls(handle: DbHandle, batchId: string): Promise<readonly KeptRecall[]> {
  const recalls = handle.db<PaymentsTables>().selectFrom('payments.recall').selectAll();
  return withWords(handle, await recalls.where('batchId', '=', batchId).orderBy('id').execute());
}

/** Recalls with a payment of which the bank has not said its last word, of a batch or of all, oldest first. */
export async function listOpenRecalls(handle: DbHandle, batchId?: string): Promise<readonly KeptRecall[]> {
  const open = handle
    .db<PaymentsTables>()
    .selectFrom('payments.recall as recall')
    .selectAll('recall')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('payments.recallLine as line')
          .select('line.instrId')
          .whereRef('line.recallId', '=', 'recall.id')
          .where(({ not }) =>
            not(sql<boolean>`exists (select 1 from payments.recall_word word
            where word.recall_id = line.recall_id and coalesce(word.instr_id, line.instr_id) = line.instr_id
              and word.said in ('ACCR', 'DECLINED', 'RJCR'))`),
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
  // One parameter, however many there are.
  const wanted = sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`;
  const db = handle.db<PaymentsTables>();
  const lines = db.selectFrom('payments.recallLine').select(['recallId', 'instrId']);
  const lineRows = await lines.where('recallId', '=', wanted).orderBy('instrId').execute();
  const words = db.selectFrom('payments.recallWord').select(['recallId', 'instrId', 'key', 'said', 'reason', 'at']);
  const wordRows = await words.where('recallId', '=', wanted).execute();
  return rows.map((row) => {
    const said = wordRows.filter(({ recallId }) => recallId === row.id);
    const wordsAbout = (instrId: string) => said.filter((word) => (word.instrId ?? instrId) === instrId).map(wordOf);
    const own = lineRows.filter(({ recallId }) => recallId === row.id);
    return { ...row, lines: own.map(({ instrId }) => ({ instrId, folded: foldRecall(wordsAbout(instrId)) })) };
  });
}

type WordRow = Pick<Selectable<PaymentsTables['payments.recallWord']>, 'at' | 'key' | 'reason' | 'said'>;

const wordOf = ({ key, said, reason, at }: WordRow): RecallWord => ({
  ...{ key, said, at: at.toISOString() },
  ...(reason !== null && { reason }),
});

/** As screens show them: a payment each, those of one message with its id. */
export async function viewRecalls(handle: DbHandle, batchId: string): Promise<readonly Recall[]> {
  const recalls = await listRecalls(handle, batchId);
  const codes = await benefitCodes(
    handle,
    batchId,
    recalls.flatMap(({ lines }) => lines.map(({ instrId }) => instrId)),
  );
  return recalls.flatMap(({ id, reason, messageId, at, lines }) =>
    lines.map(({ instrId, folded }) => ({
      ...{ id, instrId, benefitCode: codes.get(instrId) ?? '' },
      ...{ reason, messageId, at: at.toISOString(), state: folded.state },
      ...(folded.reason !== undefined && { answer: folded.reason }),
    })),
  );
}

async function benefitCodes(handle: DbHandle, batchId: string, instrIds: readonly string[]) {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select(['instrId', 'benefitCode'])
    .where('batchId', '=', batchId)
    .where('instrId', '=', sql<string>`any(${instrIds}::text[])`)
    .execute();
  return new Map(rows.map(({ instrId, benefitCode }) => [instrId, benefitCode]));
}

/** Where a word comes from: the channel says it of all payments of a message, the bank's answer of one. */
export interface WordSource {
  readonly instrId: string;
  readonly receivedId: string;
}

/** False when it was there. */
export async function addWord(
  tx: Tx,
  recallId: string,
  { key, at, said, reason }: RecallWord,
  { instrId, receivedId }: Partial<WordSource> = {},
): Promise<boolean> {
  const source = { instrId: instrId ?? null, receivedId: receivedId ?? null };
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.recallWord')
    .values({ recallId, key, said, reason: reason ?? null, ...source, at: new Date(at) })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
