import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
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

/** Begins a statement that also counts what passed under an agreement, if anything did: one round trip for both. */
export function countedIn(
  handle: DbHandle,
  used: { readonly agreementId: string; readonly day: string; readonly records: number } | undefined,
): Pick<Kysely<InterconnectionTables>, 'insertInto'> {
  const db = handle.db<InterconnectionTables>();
  if (!used) return db;
  const { agreementId, day, records } = used;
  const counting = db.with('counted', (one) =>
    one
      .insertInto('interconnection.agreementUse')
      .values({ agreementId, day, records })
      .onConflict((clash) =>
        clash
          .columns(['agreementId', 'day'])
          .doUpdateSet({ records: sql<number>`interconnection.agreement_use.records + excluded.records` }),
      ),
  );
  // What it counts is of no concern to the statement that it begins.
  return counting as unknown as Kysely<InterconnectionTables>;
}
