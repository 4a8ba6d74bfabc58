import { fromDecimal, toDecimal } from '@interlink/domain/payments/money';
import type { Benefit } from '../openimis/port.js';
import type { Actor } from '../platform/actor.js';
import { openPayee } from './payees.js';
import type { PaymentsContext } from './policy.js';
import { getBatch, type LoadedBatch, type LoadedLine } from './store.js';
import type { PaymentsTables } from './tables.js';

/** Settled by a booked statement, with nothing open about it. */
function isProven({ folded }: LoadedLine): boolean {
  return folded.state === 'SETTLED' && folded.rank === 3 && folded.exceptions.length === 0;
}

/**
 * Tells openIMIS which benefits were paid: settled rows only, each with its UETR as receipt. What counts is what
 * openIMIS holds afterwards, not what it answers.
 */
export async function writeBack(
  context: PaymentsContext,
  { row: batch, lines }: LoadedBatch,
  actor: Actor,
): Promise<void> {
  const waiting = lines.filter((line) => isProven(line) && line.row.writtenBackAt === null);
  if (waiting.length === 0) return;
  const { payrolls } = context.openimis.asService('payroll', actor.correlationId);
  const before = await payrolls.benefits(batch.payrollId);
  const paid = waiting.filter((line) => isPayable(line, before));
  if (paid.length > 0) {
    const fileName = `interlink-${batch.id}-${context.platform.clock.now().getTime()}.csv`;
    await payrolls.reconcile(batch.payrollId, fileName, paid.map(toPaid));
  }
  const after = paid.length > 0 ? await payrolls.benefits(batch.payrollId) : before;
  const held = waiting.filter((line) => isHeld(line, after));
  await context.platform.inTransaction(actor, async (tx) => {
    for (const { row } of held) {
      await tx
        .db<PaymentsTables>()
        .updateTable('payments.line')
        .set({ writtenBackAt: tx.now })
        .where('batchId', '=', row.batchId)
        .where('instrId', '=', row.instrId)
        .where('writtenBackAt', 'is', null)
        .execute();
      const body = { benefitId: row.benefitId };
      tx.audit({ stream: `batch:${batch.id}`, action: 'payments.write-back', subject: row.instrId, body });
    }
  });
  if (held.length < waiting.length) {
    context.platform.log.warn('openIMIS does not hold every receipt', { count: waiting.length - held.length });
  }
}

/** openIMIS compares neither amount nor person, so we do. */
function isPayable({ row }: LoadedLine, benefits: readonly Benefit[]): boolean {
  const benefit = benefits.find(({ benefitId }) => benefitId === row.benefitId);
  const amount = benefit && fromDecimal(benefit.amount, row.currency);
  return benefit?.status === 'ACCEPTED' && benefit.code === row.benefitCode && amount?.minor === row.amountMinor;
}

function isHeld({ row }: LoadedLine, benefits: readonly Benefit[]): boolean {
  const benefit = benefits.find(({ benefitId }) => benefitId === row.benefitId);
  return benefit?.status === 'RECONCILED' && benefit.receipt === row.uetr;
}

function toPaid({ row }: LoadedLine) {
  const amount = toDecimal({ minor: row.amountMinor, currency: row.currency });
  return { code: row.benefitCode, amount, receipt: row.uetr };
}

/** Tells each person whose money is proven to have arrived, once. */
export async function tellPayees(context: PaymentsContext, batchId: string, actor: Actor): Promise<void> {
  const { platform } = context;
  await platform.inTransaction(actor, async (tx) => {
    const { row: batch, lines } = await getBatch(tx, batchId, { lock: true });
    for (const line of lines.filter((one) => isProven(one) && one.row.toldAt === null)) {
      const { row } = line;
      await tx
        .db<PaymentsTables>()
        .updateTable('payments.line')
        .set({ toldAt: tx.now })
        .where('batchId', '=', batchId)
        .where('instrId', '=', row.instrId)
        .execute();
      const payee = await openPayee(platform.vault, tx, row);
      if (!payee?.mobile) continue;
      const values = {
        programme: batch.programme,
        amount: `${toDecimal({ minor: row.amountMinor, currency: row.currency })} ${row.currency}`,
        date: batch.executionDate,
        reference: row.endToEndId.slice(0, 8),
      };
      const { mobile: to, language } = payee;
      tx.send(platform.sms.compose({ subjectId: row.individualId, to, language, template: 'payments.paid', values }));
    }
  });
}
