import { toJson } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { PaymentsTables, SuspendedEntry } from './tables.js';

interface Suspended {
  readonly receivedId: string;
  readonly key: string;
  readonly why: string;
  readonly batchId?: string | undefined;
  readonly account?: string;
  readonly entry?: SuspendedEntry;
}

/** Kept aside for people: it may be forged or somebody else's. */
export async function keepSuspense(
  tx: Tx,
  { receivedId, key, why, batchId, account, entry }: Suspended,
): Promise<void> {
  const values = { receivedId, key, why, at: tx.now, batchId: batchId ?? null, account: account ?? null };
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.suspense')
    .values({ ...values, entry: entry ? toJson<SuspendedEntry | null>(entry) : null })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows)
    tx.audit({ stream: `suspense:${receivedId}`, action: 'payments.suspend', body: { why } });
}
