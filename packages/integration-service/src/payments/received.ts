import type { Tx } from '../platform/transaction.js';
import { sha256Hex } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

/** Keeps a message of the bank as it came, sealed; undefined when these very bytes were kept before. */
export async function keepReceived(
  { platform, bank }: PaymentsContext,
  tx: Tx,
  kind: 'pain.002' | 'camt.053',
  text: string,
  batchId: string | null,
): Promise<string | undefined> {
  const id = platform.ids.next();
  const place = {
    table: 'payments.received',
    column: 'bytes',
    rowId: id,
    subjectId: `bank:${bank.id}`,
    purpose: 'payments',
  };
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.received')
    .values({
      id,
      batchId,
      source: bank.id,
      kind,
      sha256: sha256Hex(text),
      bytes: await platform.vault.seal(tx, place, text),
      at: tx.now,
    })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows ? id : undefined;
}
