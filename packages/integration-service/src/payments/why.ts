import type { WhyAnswer } from '@interlink/contracts/payments/why';
import { decideBenefit } from '@interlink/domain/payments/decide-benefit';
import { openInputs } from './decided.js';
import type { PaymentsContext } from './policy.js';
import type { BatchRow, PaymentsTables } from './tables.js';

const DAY_MS = 86_400_000;
const AROUND_DAYS = 31;

/**
 * Why this person was or was not paid about that day (`YYYY-MM-DD`), newest first: the facts that were frozen then, and
 * the rules asked again about these facts alone.
 */
export async function explainPayment(
  { platform }: PaymentsContext,
  institution: string | undefined,
  individualId: string,
  date: string,
): Promise<readonly WhyAnswer[]> {
  const near = (days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
  const rows = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.decided as decided')
    .innerJoin('payments.batch as batch', 'batch.id', 'decided.batchId')
    .selectAll('decided')
    .select(['batch.programme', 'batch.executionDate'])
    .where('decided.individualId', '=', individualId)
    .where('batch.institution', '=', institution ?? '')
    .where('batch.executionDate', '>=', near(-AROUND_DAYS))
    .where('batch.executionDate', '<=', near(AROUND_DAYS))
    .orderBy('decided.at', 'desc')
    .execute();
  return Promise.all(
    rows.map(async (row): Promise<WhyAnswer> => {
      const { batchId, programme, executionDate, outcome, reason, at } = row;
      const inputs = await openInputs(platform.vault, platform, row);
      const decided = { batchId, programme, executionDate, decidedAt: at.toISOString(), outcome };
      const again = inputs && decideBenefit(inputs);
      const against = again?.outcome === 'left-out' ? again.reason : null;
      const line = await findLine(platform, row);
      return {
        ...decided,
        cycle: inputs?.cycle ?? '',
        ...(reason !== null && { reason }),
        ...(inputs && { inputs: { ...inputs } }),
        ...(again && {
          recomputed: { outcome: again.outcome, ...(against !== null && { reason: against }) },
          identical: again.outcome === outcome && against === reason,
        }),
        ...(line && { line }),
      };
    }),
  );
}

async function findLine(
  { db }: PaymentsContext['platform'],
  { batchId, benefitId }: { readonly batchId: BatchRow['id']; readonly benefitId: string },
): Promise<WhyAnswer['line']> {
  const row = await db<PaymentsTables>()
    .selectFrom('payments.line')
    .select(['instrId', 'endToEndId', 'amountMinor', 'currency', 'state', 'reason'])
    .where('batchId', '=', batchId)
    .where('benefitId', '=', benefitId)
    .executeTakeFirst();
  if (!row) return undefined;
  const evidence = await db<PaymentsTables>()
    .selectFrom('payments.evidence')
    .select(['at', 'said'])
    .where('batchId', '=', batchId)
    .where('instrId', '=', row.instrId)
    .orderBy('at')
    .execute();
  const { reason, ...line } = row;
  const said = evidence.map((one) => ({ at: one.at.toISOString(), said: { ...one.said } }));
  return { ...line, ...(reason !== null && { reason }), evidence: said };
}
