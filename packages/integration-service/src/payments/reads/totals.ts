import type { BatchTotal, BatchTotals } from '@interlink/contracts/payments/reads';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { PaymentsTables } from '../tables.js';

const DIMENSIONS = ['agent', 'area', 'sex'] as const;
/** So many of the largest are named; a screen of villages is read, not counted. */
const NAMED = 50;

/** What was approved, or is to be, by account keeper, place and sex; the largest sum first. */
export async function readTotals(handle: DbHandle, batchId: string): Promise<BatchTotals> {
  const [agent, area, sex] = await Promise.all(DIMENSIONS.map((by) => sumBy(handle, batchId, by)));
  return { agent: agent ?? [], area: area ?? [], sex: sex ?? [] };
}

async function sumBy(handle: DbHandle, batchId: string, by: (typeof DIMENSIONS)[number]): Promise<BatchTotal[]> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.batchTotal')
    .select((row) => [`${by} as name` as const, row.fn.sum<string>('count').as('count')])
    .select((row) => row.fn.sum<string>('totalMinor').as('totalMinor'))
    .where('batchId', '=', batchId)
    .groupBy(by)
    .orderBy(sql`sum(total_minor)`, 'desc')
    .orderBy(by)
    .execute();
  const sums = rows.map(({ name, count, totalMinor }) => ({
    ...(name !== '' && { name }),
    count: Number(count),
    totalMinor: Number(totalMinor),
  }));
  return sums.length <= NAMED ? sums : [...sums.slice(0, NAMED), restOf(sums.slice(NAMED))];
}

function restOf(sums: readonly BatchTotal[]): BatchTotal {
  const add = (of: 'count' | 'totalMinor') => sums.reduce((sum, one) => sum + one[of], 0);
  return { others: sums.length, count: add('count'), totalMinor: add('totalMinor') };
}
