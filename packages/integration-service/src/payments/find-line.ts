import { isIdOrCut, lineFinder, SHORTEST_CUT, type NamedIds } from '@interlink/domain/payments/match-ids';
import type { Tx } from '../platform/transaction.js';
import type { BatchReference } from './readers/camt-053.js';
import type { PaymentsTables } from './tables.js';

/**
 * A line by what a bank repeats of its ids, whole or cut (A1.4). The few that may be meant are read, then told apart by
 * the one rule.
 */
export async function findLine(tx: Tx, named: NamedIds) {
  const ids = [
    ['uetr', named.uetr],
    ['endToEndId', named.endToEndId],
    ['instrId', named.instrId],
  ] as const;
  const found = new Map<string, { batchId: string; instrId: string; endToEndId: string; uetr: string }>();
  for (const [column, value] of ids) {
    if (value === undefined) continue;
    const rows = await tx
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .select(['batchId', 'instrId', 'endToEndId', 'uetr'])
      .where(column, '>=', value)
      .orderBy(column)
      .limit(2)
      .execute();
    for (const row of rows.filter((one) => one[column].startsWith(value))) found.set(row.instrId, row);
  }
  return lineFinder([...found.values()])(named);
}

/** The file that a sum is for; by its message, or by its payment information while it is the only file of its batch. */
export async function findFileOfSum(tx: Tx, { messageId, paymentInfoId }: BatchReference) {
  const db = tx.db<PaymentsTables>();
  if (messageId !== undefined && messageId.length >= SHORTEST_CUT) {
    const files = await db
      .selectFrom('payments.file')
      .select(['batchId', 'part', 'messageId'])
      .where('messageId', '>=', messageId)
      .orderBy('messageId')
      .limit(2)
      .execute();
    const [file, other] = files.filter((one) => isIdOrCut(messageId, one.messageId));
    if (file && !other) return file;
  }
  if (paymentInfoId === undefined || paymentInfoId.length < SHORTEST_CUT) return undefined;
  const batches = await db
    .selectFrom('payments.batch')
    .select(['id', 'paymentInfoId', 'parts'])
    .where('paymentInfoId', '>=', paymentInfoId)
    .orderBy('paymentInfoId')
    .limit(2)
    .execute();
  const [batch, other] = batches.filter((one) => isIdOrCut(paymentInfoId, one.paymentInfoId));
  return batch && !other && batch.parts === 1 ? { batchId: batch.id, part: 1 } : undefined;
}
