import { ServiceError } from '@interlink/contracts/errors';
import { fromDecimal } from '@interlink/domain/payments/money';
import type { Insertable } from 'kysely';
import type { Benefit, Payroll } from '../openimis/port.js';
import type { Operator } from '../platform/http/api.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

/** How many benefits were recorded as what, and how many were known before. */
export interface Adopted {
  readonly paidElsewhere: number;
  readonly unpaid: number;
  readonly unknown: number;
  readonly known: number;
}

type Verdict = 'paid-elsewhere' | 'unknown' | 'unpaid';

/**
 * Go-live: records what openIMIS says of benefits from before Interlink, so that none of them enters a batch without
 * two people. A receipt is taken as paid; a benefit that stands accepted in a payroll that was released for payment may
 * have been paid by hand, which nobody knows; one of a payroll that never was released is unpaid. Only payrolls whose
 * cycle ended by `until` (`YYYY-MM-DD`).
 */
export async function adoptPayrolls(
  context: PaymentsContext,
  operator: Operator,
  payrollIds: readonly string[],
  until: string,
): Promise<Adopted> {
  const session = context.openimis.asOperator(operator.token, operator.actor.correlationId);
  const counts = { 'paid-elsewhere': 0, unpaid: 0, unknown: 0, known: 0 };
  for (const payrollId of payrollIds) {
    const payroll = await session.payrolls.find(payrollId);
    const own = payroll && context.platform.config.settings.programmes[payroll.programme];
    if (!payroll || !own || own.institution !== operator.session.institution) throw refused('not-found');
    if (!payroll.period || payroll.period.to > until) throw refused('cycle-not-over');
    const rows = (await session.payrolls.benefits(payrollId)).map((benefit) => toRow(payroll, benefit, own.currency));
    await keep(context, operator, payrollId, rows, counts);
  }
  const { 'paid-elsewhere': paidElsewhere, ...rest } = counts;
  return { paidElsewhere, ...rest };
}

type Row = Omit<Insertable<PaymentsTables['payments.adoption']>, 'at' | 'who'>;

function toRow({ payrollId, programme, cycle, status }: Payroll, benefit: Benefit, currency: string): Row {
  const { benefitId, individualId, amount } = benefit;
  const amountMinor = fromDecimal(amount, currency)?.minor ?? 0;
  const verdict = verdictOf(status, benefit);
  return { benefitId, payrollId, individualId, programme, cycle, verdict, amountMinor, currency, source: 'openimis' };
}

export function verdictOf(payrollStatus: Payroll['status'], { status, receipt }: Benefit): Verdict {
  if (status === 'RECONCILED' && receipt) return 'paid-elsewhere';
  const isReleased = payrollStatus === 'APPROVE_FOR_PAYMENT' || payrollStatus === 'RECONCILED';
  return isReleased ? 'unknown' : 'unpaid';
}

async function keep(
  { platform }: PaymentsContext,
  { actor }: Operator,
  payrollId: string,
  rows: readonly Row[],
  counts: Record<Verdict | 'known', number>,
): Promise<void> {
  await platform.inTransaction(actor, async (tx) => {
    for (let from = 0; from < rows.length; from += 500) {
      const some = rows.slice(from, from + 500).map((row) => ({ ...row, at: tx.now, who: tx.actor.loginName }));
      const kept = await tx
        .db<PaymentsTables>()
        .insertInto('payments.adoption')
        .values(some)
        .onConflict((clash) => clash.doNothing())
        .returning('verdict')
        .execute();
      for (const { verdict } of kept) counts[verdict] += 1;
      counts.known += some.length - kept.length;
    }
    tx.audit({ stream: `payroll:${payrollId}`, action: 'payments.adopt', subject: payrollId, body: { ...counts } });
  });
}

function refused(reason: string): ServiceError {
  return new ServiceError('payments.payroll-refused', { reason });
}
