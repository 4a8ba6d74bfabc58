import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import { insertion, type Statement } from '../../platform/statement.js';
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

/** Counts what passed under an agreement. */
export function counting(agreementId: string, day: string, records: number): Statement {
  const adding = `on conflict (agreement_id, day)
      do update set records = interconnection.agreement_use.records + excluded.records`;
  return insertion<InterconnectionTables>()('interconnection.agreementUse', [{ agreementId, day, records }], adding);
}
