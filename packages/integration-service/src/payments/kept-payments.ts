import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';

/** S15: payments to people of openIMIS, which are evidence and stay, and those in batches that are not at their end. */
export async function countPayments(
  handle: DbHandle,
  individuals: readonly string[],
): Promise<{ readonly kept: number; readonly open: number }> {
  const { rows } = await sql<{ kept: number; open: number }>`
    select count(*)::int as kept,
      (count(*) filter (where batch.state not in ('CLOSED', 'CANCELLED', 'VOIDED')))::int as open
    from payments.line join payments.batch on batch.id = line.batch_id
    where line.individual_id = any(${[...individuals]}::uuid[]) and line.removed_at is null`.execute(handle.db());
  return rows[0] ?? { kept: 0, open: 0 };
}
