import { NEAR_DAYS, type RecentPayment } from '@interlink/domain/payments/check-batch';
import { FAILED } from '@interlink/domain/payments/line-state';
import type { Period } from '@interlink/domain/payments/period';
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import { pagesOfRows } from './lines.js';
import type { PaymentsContext } from './policy.js';
import type { LoadedBatch } from './store.js';
import type { BatchRow, PaymentsTables } from './tables.js';

export function periodOf({ periodFrom, periodTo }: Pick<BatchRow, 'periodFrom' | 'periodTo'>): Period | undefined {
  return periodFrom === null || periodTo === null ? undefined : { from: periodFrom, to: periodTo };
}

/**
 * Payments by other batches to the accounts and to the people of this one: near its day, or for a day that it pays for.
 * What was paid in other years is not read.
 */
export async function readRecent(
  context: PaymentsContext,
  tx: Tx,
  batch: LoadedBatch,
): Promise<readonly RecentPayment[]> {
  const ours = sql`select individual_id, account_index, individual_id as other from payments.line where batch_id = ${batch.row.id}`;
  const found = [
    ...(await readOthers(tx, batch, ours, sql`line.account_index = ours.account_index`, sql`line.individual_id`)),
    ...(await readOthers(tx, batch, ours, sql`line.individual_id = ours.other`)),
    ...(await readLinked(context, tx, batch)),
  ];
  return [...new Map(found.map((one) => [one.instrId, one])).values()];
}

/** To the other individuals that the registry knows as one of these people. */
async function readLinked(
  { linkedKeys }: PaymentsContext,
  tx: Tx,
  batch: LoadedBatch,
): Promise<readonly RecentPayment[]> {
  const found: RecentPayment[] = [];
  for await (const rows of pagesOfRows(tx, batch.row.id)) {
    const ids = rows.map(({ individualId }) => individualId);
    const pairs = [...(await linkedKeys(tx, 'openimis', ids))].flatMap(([id, keys]) =>
      keys.filter((key) => key !== id).map((other) => ({ individual_id: id, other })),
    );
    if (pairs.length === 0) continue;
    const ours = sql`select * from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair(individual_id uuid, other uuid)`;
    found.push(...(await readOthers(tx, batch, ours, sql`line.individual_id = ours.other`)));
  }
  return found;
}

/** `person`: whose payment it is for the batch. */
async function readOthers(
  tx: Tx,
  { row }: LoadedBatch,
  ours: RawBuilder<unknown>,
  inCommon: RawBuilder<unknown>,
  person: RawBuilder<unknown> = sql`ours.individual_id`,
): Promise<readonly RecentPayment[]> {
  const { rows } = await sql<RecentPayment & Pick<BatchRow, 'periodFrom' | 'periodTo'>>`
    select distinct line.instr_id, ${person} as individual_id, line.account_index as account, batch.programme,
      line.amount_minor, batch.execution_date, batch.period_from, batch.period_to
    from (${ours}) ours join payments.line on ${inCommon} join payments.batch on batch.id = line.batch_id
    where line.batch_id <> ${row.id} and line.state <> all(${[...FAILED]}::text[])
      and (batch.execution_date between ${row.executionDate}::date - ${NEAR_DAYS}::int
          and ${row.executionDate}::date + ${NEAR_DAYS}::int
        or batch.period_from <= ${row.periodTo}::date and batch.period_to >= ${row.periodFrom}::date)`.execute(
    tx.db<PaymentsTables>(),
  );
  return rows.map(({ periodFrom, periodTo, ...one }) => ({ ...one, period: periodOf({ periodFrom, periodTo }) }));
}
