import { nextActionOf, type NextAction } from '@interlink/domain/payments/causes';
import { toDecimal } from '@interlink/domain/payments/money';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { openPayee } from './payees.js';
import type { PaymentsContext } from './policy.js';
import { getBatch } from './store.js';
import type { LineRow } from './line-table.js';
import type { BatchRow, PaymentsTables } from './tables.js';

/** What a person can do himself about a payment that failed; of other causes we tell him only that we look into it. */
const TEMPLATES: Partial<Readonly<Record<NextAction, string>>> = {
  'fix-account': 'payments.failed-account',
  'review-name': 'payments.failed-name',
};
/**
 * A house of mourning gets no message from a machine, our own faults are not the payee's, and who did not want it
 * knows.
 */
const SILENT: readonly NextAction[] = ['ask-person', 'check-death', 'correct-file', 'stop-channel', 'alert-treasury'];

/** Tells each person once how his payment ended: proven to have arrived, or failed and what to do. */
export async function tellPayees(context: PaymentsContext, batchId: string, actor: Actor): Promise<void> {
  await context.platform.inTransaction(actor, async (tx) => {
    const { row: batch } = await getBatch(tx, batchId, { lock: true });
    for (const row of await listUntold(tx, batchId)) {
      await tx
        .db<PaymentsTables>()
        .updateTable('payments.line')
        .set({ toldAt: tx.now, toldState: row.state })
        .where('batchId', '=', batchId)
        .where('instrId', '=', row.instrId)
        .execute();
      await tellPayee(context, tx, batch, row);
    }
  });
  context.platform.failpoint('payments.after-told');
}

/** A payment that was told of as paid and came back is told of again. */
function listUntold(tx: Tx, batchId: string): Promise<readonly LineRow[]> {
  return tx
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('removedAt', 'is', null)
    .where('exceptions', '=', '{}' as never)
    .where((row) =>
      row.or([
        row.and([row('state', '=', 'SETTLED'), row('rank', '=', 3)]),
        row.and([row('state', 'in', ['REJECTED', 'RETURNED']), row('rank', '>=', 2)]),
      ]),
    )
    .where((row) => row.or([row('toldState', 'is', null), row('toldState', '!=', row.ref('state'))]))
    .orderBy('instrId')
    .execute();
}

/** How the payment stands, in the words that its state and reason have; nothing where we stay silent. */
export async function tellPayee({ platform }: PaymentsContext, tx: Tx, batch: BatchRow, row: LineRow): Promise<void> {
  const template = templateOf(row);
  const payee = template === undefined ? undefined : await openPayee(platform.vault, tx, row);
  if (template === undefined || !payee?.mobile) return;
  const values = {
    programme: batch.programme,
    amount: `${toDecimal({ minor: row.amountMinor, currency: row.currency })} ${row.currency}`,
    date: batch.executionDate,
    reference: row.endToEndId.slice(0, 8),
  };
  const { mobile: to, language } = payee;
  tx.send(platform.sms.compose({ subjectId: row.individualId, to, language, template, values }));
}

function templateOf({ state, reason }: LineRow): string | undefined {
  if (state === 'SETTLED') return 'payments.paid';
  const action = nextActionOf(reason ?? undefined);
  return SILENT.includes(action) ? undefined : (TEMPLATES[action] ?? 'payments.failed');
}
