import type { PaymentSettings } from '@interlink/contracts/payments/settings';
import { planFiles } from '@interlink/domain/payments/plan-files';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { PaymentsTables } from './tables.js';

/**
 * Gives each line of a batch its place among the leaves, in the byte order of InstrId as domain sorts, and its file.
 * Gives how many files there are.
 */
export async function numberLines(settings: PaymentSettings, tx: Tx, batchId: string): Promise<number> {
  const db = tx.db<PaymentsTables>();
  const key = keyOf(settings.splitBy);
  const { rows: groups } = await sql<{ readonly key: string; readonly count: number }>`
    select ${key} as key, count(*)::integer as count from payments.line where batch_id = ${batchId} group by 1`.execute(
    db,
  );
  const plan = planFiles(groups, settings.maxLinesPerFile);
  const first = JSON.stringify(plan.map(({ key: name, firstPart }) => ({ name, first_part: firstPart })));
  await sql`
    update payments.line set leaf_index = placed.place, part = placed.part
    from (
      select instr_id, place, first_part + within / ${sql.lit(settings.maxLinesPerFile)} as part
      from (
        select instr_id, ${key} as key,
          (row_number() over (order by instr_id collate "C") - 1)::integer as place,
          (row_number() over (partition by ${key} order by instr_id collate "C") - 1)::integer as within
        from payments.line where batch_id = ${batchId}
      ) line join jsonb_to_recordset(${first}::jsonb) as file(name text, first_part integer) on file.name = line.key
    ) placed
    where line.batch_id = ${batchId} and line.instr_id = placed.instr_id
      and (line.leaf_index, line.part) is distinct from (placed.place, placed.part)`.execute(db);
  return plan.reduce((sum, { files }) => sum + files, 0);
}

/** What lines of one file share, as one text; unit separators stand in no name. */
const keyOf = (splitBy: PaymentSettings['splitBy']) =>
  sql<string>`concat_ws(chr(31), ''${splitBy.length === 0 ? sql`` : sql`, ${sql.join(splitBy.map((name) => sql.ref(name)))}`})`;
