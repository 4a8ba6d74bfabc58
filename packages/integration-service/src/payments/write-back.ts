import { fromDecimal, toDecimal } from '@interlink/domain/payments/money';
import { sql } from 'kysely';
import type { Benefit } from '../openimis/port.js';
import { survivesCsv } from '../openimis/payrolls.js';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import type { PaymentsContext } from './policy.js';
import { addFact, getBatch, type LoadedBatch } from './store.js';
import type { LineRow, WriteBackProblem } from './line-table.js';
import type { PaymentsTables } from './tables.js';

/** So many rows in one upload: openIMIS handles it in one request. */
const PAGE = 2000;

/**
 * Tells openIMIS which benefits were paid: settled rows only, each with its UETR as receipt. What counts is what
 * openIMIS holds afterwards, not what it answers; a line that it cannot take by CSV is named with why.
 */
export async function writeBack(context: PaymentsContext, { row: batch }: LoadedBatch, actor: Actor): Promise<void> {
  const { platform } = context;
  const waiting = await listWaiting(context, batch.id);
  if (waiting.length === 0) return closeWhenPaid(context, batch.id, actor);
  const { payrolls } = context.openimis.asService('payroll', actor.correlationId);
  const before = indexOf(await payrolls.benefits(batch.payrollId));
  const judged = waiting.map((row) => ({ row, verdict: judge(row, before) }));
  const payable = judged.filter(({ verdict }) => verdict === 'send').map(({ row }) => row);
  platform.failpoint('payments.before-write-back');
  for (let from = 0; from < payable.length; from += PAGE) {
    const fileName = `interlink-${batch.id}-${platform.clock.now().getTime()}-${from}.csv`;
    await payrolls.reconcile(batch.payrollId, fileName, payable.slice(from, from + PAGE).map(toPaid));
  }
  platform.failpoint('payments.after-write-back');
  const after = payable.length > 0 ? indexOf(await payrolls.benefits(batch.payrollId)) : before;
  await platform.inTransaction(actor, async (tx) => {
    for (const { row, verdict } of judged) {
      const isSent = verdict === 'send' || verdict === 'held';
      const problem = isHeld(row, after.byId.get(row.benefitId)) ? null : isSent ? 'not-taken' : verdict;
      await keepResult(tx, row, problem);
    }
  });
  const missing = judged.filter(({ row }) => !isHeld(row, after.byId.get(row.benefitId))).length;
  if (missing > 0) platform.log.warn('openIMIS does not hold every receipt', { count: missing });
  else await closeWhenPaid(context, batch.id, actor);
}

/** Settled by a booked statement, with nothing open about them, and not seen in openIMIS yet. */
function listWaiting({ platform }: PaymentsContext, batchId: string): Promise<readonly LineRow[]> {
  return (
    platform
      .db<PaymentsTables>()
      .selectFrom('payments.line')
      .selectAll()
      .where('batchId', '=', batchId)
      .where('state', '=', 'SETTLED')
      // Cash has no statement: there two people signed for the day.
      .where((row) => row.or([row('rank', '=', 3), row('signedOffState', '=', 'SETTLED')]))
      .where('exceptions', '=', '{}' as never)
      .where('writtenBackAt', 'is', null)
      .orderBy('instrId')
      .execute()
  );
}

interface BenefitIndex {
  readonly byId: ReadonlyMap<string, Benefit>;
  readonly codes: ReadonlyMap<string, number>;
}

function indexOf(benefits: readonly Benefit[]): BenefitIndex {
  const codes = new Map<string, number>();
  for (const { code } of benefits) codes.set(code, (codes.get(code) ?? 0) + 1);
  return { byId: new Map(benefits.map((benefit) => [benefit.benefitId, benefit])), codes };
}

/** openIMIS compares neither amount nor person, and looks a code up over all payrolls: so we do (A4). */
function judge(row: LineRow, { byId, codes }: BenefitIndex): 'held' | 'send' | WriteBackProblem {
  const benefit = byId.get(row.benefitId);
  if (!benefit) return 'benefit-gone';
  if (isHeld(row, benefit)) return 'held';
  if (benefit.receipt || benefit.status !== 'ACCEPTED') return 'reconciled-by-others';
  if (benefit.code !== row.benefitCode) return 'code-changed';
  if (codes.get(benefit.code) !== 1) return 'code-not-unique';
  if (!survivesCsv(benefit.code)) return 'code-not-writable';
  return fromDecimal(benefit.amount, row.currency)?.minor === row.amountMinor ? 'send' : 'amount-differs';
}

function isHeld(row: LineRow, benefit: Benefit | undefined): boolean {
  return benefit?.status === 'RECONCILED' && benefit.receipt === row.uetr;
}

function toPaid(row: LineRow) {
  const amount = toDecimal({ minor: row.amountMinor, currency: row.currency });
  return { code: row.benefitCode, amount, receipt: row.uetr };
}

/** `problem` null: openIMIS was seen to hold our receipt. */
async function keepResult(tx: Tx, row: LineRow, problem: WriteBackProblem | null): Promise<void> {
  if (problem !== null && problem === row.writeBackProblem) return;
  await tx
    .db<PaymentsTables>()
    .updateTable('payments.line')
    .set(problem === null ? { writtenBackAt: tx.now, writeBackProblem: null } : { writeBackProblem: problem })
    .where('batchId', '=', row.batchId)
    .where('instrId', '=', row.instrId)
    .where('writtenBackAt', 'is', null)
    .execute();
  const body = { benefitId: row.benefitId, ...(problem && { problem }) };
  const action = problem === null ? 'payments.write-back' : 'payments.write-back-stopped';
  tx.audit({ stream: `batch:${row.batchId}`, action, subject: row.instrId, body });
}

/**
 * Once every benefit of the payroll bears a receipt there is nothing left to pay by it: openIMIS is asked to close it.
 */
async function closeWhenPaid(context: PaymentsContext, batchId: string, actor: Actor): Promise<void> {
  const batch = await getBatch(context.platform, batchId);
  if (batch.row.state !== 'RECONCILED' || batch.facts.some(({ fact }) => fact === 'payroll-close-asked')) return;
  if (await knowsUnpaid(context, batch.row.payrollId)) return;
  const { payrolls } = context.openimis.asService('payroll', actor.correlationId);
  const benefits = await payrolls.benefits(batch.row.payrollId);
  if (benefits.some(({ status, receipt }) => status !== 'RECONCILED' || !receipt)) return;
  await payrolls.close(batch.row.payrollId);
  await context.platform.inTransaction(actor, async (tx) => void (await addFact(tx, batchId, 'payroll-close-asked')));
}

/**
 * By our own books: a benefit that was left out, failed or was not written back. A batch stays reconciled for weeks,
 * and openIMIS is not asked for all its benefits at every look meanwhile.
 */
async function knowsUnpaid({ platform }: PaymentsContext, payrollId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from payments.decided join payments.batch on batch.id = decided.batch_id
    where batch.payroll_id = ${payrollId} and not exists (
      select from payments.line where line.benefit_id = decided.benefit_id and line.written_back_at is not null)
    limit 1`.execute(platform.db<PaymentsTables>());
  return rows.length > 0;
}
