import { fromDecimal } from '@interlink/domain/payments/money';
import type { Benefit, Payroll } from '../openimis/port.js';
import type { Actor } from '../platform/actor.js';
import { pagesOfRows } from './lines.js';
import type { PaymentsContext } from './policy.js';
import type { LoadedBatch } from './store.js';
import type { LineRow } from './line-table.js';

/** What openIMIS holds now of the benefits that were frozen. */
export interface Recheck {
  /** The payroll itself may no longer be paid by us: nothing of the batch may leave. */
  readonly payroll?: 'payment-method' | 'payroll-closed';
  /** InstrId of each line whose benefit is not as it was frozen, with what changed. */
  readonly changed: ReadonlyMap<string, BenefitChange>;
}

export type BenefitChange = 'amount' | 'code' | 'gone' | 'receipt' | 'status';

/** Re-reads the benefits before a batch is validated, sealed and sent (A5). */
export async function recheckBenefits(
  { openimis, platform }: PaymentsContext,
  { row: batch }: LoadedBatch,
  actor: Actor,
  options: { readonly part?: number } = {},
): Promise<Recheck> {
  const { payrolls } = openimis.asService('payroll', actor.correlationId);
  const payroll = refusePayroll(await payrolls.find(batch.payrollId));
  if (payroll) return { payroll, changed: new Map() };
  const now = new Map((await payrolls.benefits(batch.payrollId)).map((benefit) => [benefit.benefitId, benefit]));
  const changed = new Map<string, BenefitChange>();
  for await (const rows of pagesOfRows(platform, batch.id, options)) {
    for (const row of rows.filter(({ removedAt }) => removedAt === null)) {
      const change = changeOf(row, now.get(row.benefitId));
      if (change) changed.set(row.instrId, change);
    }
  }
  return { changed };
}

/** StrategyOnlinePayment would pay by another way, and a closed payroll says that it was paid. */
export function refusePayroll(payroll: Payroll | undefined): Recheck['payroll'] {
  if (payroll?.status !== 'APPROVE_FOR_PAYMENT') return 'payroll-closed';
  return payroll.paymentMethod === 'StrategyOfflinePayment' ? undefined : 'payment-method';
}

/** A receipt that is not ours is a side door: somebody paid or reconciled this benefit in openIMIS. */
export function changeOf(
  row: Pick<LineRow, 'amountMinor' | 'benefitCode' | 'currency'>,
  benefit: Benefit | undefined,
): BenefitChange | undefined {
  if (!benefit) return 'gone';
  if (benefit.receipt) return 'receipt';
  if (benefit.status !== 'ACCEPTED') return 'status';
  if (benefit.code !== row.benefitCode) return 'code';
  return fromDecimal(benefit.amount, row.currency)?.minor === row.amountMinor ? undefined : 'amount';
}
