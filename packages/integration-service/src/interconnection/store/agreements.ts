import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import { listAt, type Statement } from '../../platform/statement.js';
import type { InterconnectionTables } from '../tables.js';

type Row = Selectable<InterconnectionTables['interconnection.agreement']>;

export function toAgreement(row: Row): Agreement {
  return {
    id: row.id,
    partner: row.partner,
    status: row.status,
    ...row.terms,
    madeBy: row.madeLogin,
    madeAt: row.madeAt.toISOString(),
    ...(row.approvedLogin !== null && { approvedBy: row.approvedLogin }),
    ...(row.approvedAt !== null && { approvedAt: row.approvedAt.toISOString() }),
  };
}

/** Records that passed under each of these agreements on one day. */
export async function usedOn(
  handle: DbHandle,
  agreementIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, number>> {
  if (agreementIds.length === 0) return new Map();
  const rows = await handle
    .db<InterconnectionTables>()
    .selectFrom('interconnection.agreementUse')
    .select(['agreementId', 'records'])
    .where('agreementId', 'in', agreementIds)
    .where('day', '=', day)
    .execute();
  return new Map(rows.map(({ agreementId, records }) => [agreementId, records]));
}

interface Passed {
  readonly agreementId: string;
  readonly day: string;
  readonly records: number;
}

// In the order of their ids, so that no two transactions wait for each other's.
const COUNT = `insert into interconnection.agreement_use (agreement_id, day, records)
  select agreement_id, day, sum(records) from unnest(${listAt(1, 'uuid')}, ${listAt(2, 'date')}, ${listAt(3, 'int')}) as passed (agreement_id, day, records)
  group by agreement_id, day order by agreement_id, day
  on conflict (agreement_id, day) do update set records = interconnection.agreement_use.records + excluded.records`;

/** Counts what passed under an agreement. */
export function counting(agreementId: string, day: string, records: number): Statement {
  return countingAll([{ agreementId, day, records }]);
}

function countingAll(rows: readonly Passed[]): Statement {
  const values = [rows.map((row) => row.agreementId), rows.map(({ day }) => day), rows.map(({ records }) => records)];
  const toStatement = (all: readonly unknown[]) => countingAll(all as readonly Passed[]);
  return { text: COUNT, values, join: { shape: COUNT, rows, toStatement } };
}
