import type { Tx } from '../platform/transaction.js';
import { sha256Hex } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

const placeOf = (id: string, source: string) =>
  ({
    table: 'payments.received',
    column: 'bytes',
    rowId: id,
    subjectId: `bank:${source}`,
    purpose: 'payments',
  }) as const;

/** A message as it came. */
interface Heard {
  readonly kind: string;
  readonly text: string;
  readonly batchId?: string;
  /** Who said it, where it is not the bank. */
  readonly source?: string | undefined;
  /** Id of our message that it is about. */
  readonly about?: string;
}

/** Keeps it, sealed; undefined when these very bytes were kept before. */
export async function keepReceived(
  { platform, bank }: PaymentsContext,
  tx: Tx,
  { kind, text, batchId, source = bank.id, about }: Heard,
): Promise<string | undefined> {
  const id = platform.ids.next();
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.received')
    .values({
      id,
      batchId: batchId ?? null,
      source,
      kind,
      about: about ?? null,
      sha256: sha256Hex(text),
      bytes: await platform.vault.seal(tx, placeOf(id, source), text),
      at: tx.now,
    })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows ? id : undefined;
}

/** A message as it came; without bytes when the key of its source was destroyed. */
export async function openReceived({ db, vault }: PaymentsContext['platform'], id: string) {
  const row = await db<PaymentsTables>()
    .selectFrom('payments.received')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const text = await vault.open({ db }, placeOf(id, row.source), row.bytes);
  const { kind, source, sha256, at } = row;
  return { kind, source, sha256, at, bytes: text === undefined ? undefined : Buffer.from(text) };
}
