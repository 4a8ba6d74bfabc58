import type { Actor } from '../platform/actor.js';
import type { PaymentsContext } from './policy.js';
import { refold } from './refold.js';
import { addFact, type LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

const DAY_MS = 86_400_000;

/**
 * Closes a reconciled batch for ever once openIMIS holds every receipt and no return is to be expected any more (I9).
 */
export async function closeBatch(context: PaymentsContext, { row }: LoadedBatch, actor: Actor): Promise<void> {
  const { platform, settings } = context;
  const since = row.stateAt?.getTime() ?? Infinity;
  if (platform.clock.now().getTime() - since < settings.returnWindowDays * DAY_MS) return;
  const open = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select('instrId')
    .where('batchId', '=', row.id)
    .where('state', '=', 'SETTLED')
    .where('writtenBackAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (open) return;
  platform.failpoint('payments.before-close');
  await platform.inTransaction(actor, async (tx) => {
    // A gap in the statements, or an entry that nobody has placed, may have come since it was reconciled.
    const batch = await refold(tx, context.refold, row.id);
    if (batch.row.state !== 'RECONCILED') return;
    await addFact(tx, row.id, 'closed');
    await refold(tx, context.refold, row.id);
  });
  platform.failpoint('payments.after-close');
}
