import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { sql } from 'kysely';
import { deleteOldest } from '../../platform/jobs/oldest.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeTables } from '../tables.js';

/** What was told of one record, and as of when. */
export interface ToldAt {
  readonly record: SourceRecord;
  readonly at: Date;
}

type Keyed = Pick<SourceRecord, 'key' | 'kind'>;
export const nameOf = ({ kind, key }: Keyed): string => `${kind}|${key}`;

/**
 * Which of these are the newest that this partner told of their record, by name; remembered until the transaction ends
 * for good, so that of two at once the second waits. In the order of their names: two notices of the same records, in
 * whatever order, wait for each other once.
 */
export async function takeNewest(
  tx: Tx,
  { vault }: Pick<Platform, 'vault'>,
  partner: string,
  newest: ReadonlyMap<string, ToldAt>,
): Promise<ReadonlySet<string>> {
  const names = new Map([...newest.keys()].map((name) => [vault.blindIndex('exchange-told', name), name]));
  const rows = [...names]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([record, name]) => ({ partner, record, toldAt: (newest.get(name) as ToldAt).at }));
  if (rows.length === 0) return new Set();
  const taken = await tx
    .db<ExchangeTables>()
    .insertInto('exchange.told')
    .values(rows)
    .onConflict((clash) =>
      clash
        .columns(['partner', 'record'])
        .doUpdateSet((excluded) => ({ toldAt: excluded.ref('excluded.toldAt') }))
        .whereRef('exchange.told.toldAt', '<=', sql.ref('excluded.told_at')),
    )
    .returning('record')
    .execute();
  return new Set(taken.flatMap(({ record }) => names.get(record) ?? []));
}

/** What was told so long ago is not overtaken any more. */
export const forgetToldRecords = (tx: Tx, before: Date): Promise<number> =>
  deleteOldest(tx, 'exchange.told', sql`told_at`, sql`told_at < ${before}`);
