import { sql } from 'kysely';
import type { LineRow } from './line-table.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

type OtherLine = Pick<LineRow, 'batchId' | 'instrId' | 'leafIndex'>;

/**
 * F08, by InstrId: payments that are made or under way for the same person, programme and period by another individual.
 * The registry may have learnt since the batch was made that two are one.
 */
export async function findPaidBeside(
  { platform, linkedKeys }: PaymentsContext,
  rows: readonly LineRow[],
): Promise<ReadonlyMap<string, readonly OtherLine[]>> {
  const people = await linkedKeys(
    platform,
    'openimis',
    rows.map(({ individualId }) => individualId),
  );
  const pairs = rows.flatMap(({ instrId, individualId, entitlementId, attempt }) =>
    (people.get(individualId) ?? [])
      .filter((key) => key !== individualId)
      .map((other) => ({ instr_id: instrId, entitlement_id: entitlementId, attempt, other })),
  );
  if (pairs.length === 0) return new Map();
  const { rows: found } = await sql<OtherLine & { ours: string }>`
    select pair.instr_id as ours, line.batch_id, line.instr_id, line.leaf_index
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
        as pair(instr_id text, entitlement_id uuid, attempt integer, other uuid)
      join payments.attempt own on own.entitlement_id = pair.entitlement_id and own.number = pair.attempt
      join payments.line on line.individual_id = pair.other
      join payments.attempt on attempt.entitlement_id = line.entitlement_id and attempt.number = line.attempt
        and attempt.live and (attempt.programme, attempt.cycle) = (own.programme, own.cycle)
    order by line.leaf_index`.execute(platform.db<PaymentsTables>());
  const others = new Map<string, OtherLine[]>();
  for (const { ours, ...line } of found) others.set(ours, [...(others.get(ours) ?? []), line]);
  return others;
}
