import { fromDecimal } from '@interlink/domain/payments/money';
import type { Actor } from '../platform/actor.js';
import type { PaymentsContext } from './policy.js';
import type { LoadedBatch } from './store.js';

/** Benefits that are no longer as they were frozen; anything but an empty list keeps the batch from leaving (A5). */
export async function findChangedBenefits(
  { openimis }: PaymentsContext,
  { row: batch, lines }: LoadedBatch,
  actor: Actor,
): Promise<readonly string[]> {
  const { payrolls } = openimis.asService('payroll', actor.correlationId);
  const payroll = await payrolls.find(batch.payrollId);
  if (payroll?.status !== 'APPROVE_FOR_PAYMENT') return lines.map(({ row }) => row.benefitId);
  const now = new Map((await payrolls.benefits(batch.payrollId)).map((benefit) => [benefit.benefitId, benefit]));
  return lines
    .filter(({ row }) => {
      const benefit = now.get(row.benefitId);
      const amount = benefit && fromDecimal(benefit.amount, row.currency);
      return benefit?.status !== 'ACCEPTED' || Boolean(benefit.receipt) || amount?.minor !== row.amountMinor;
    })
    .map(({ row }) => row.benefitId);
}
