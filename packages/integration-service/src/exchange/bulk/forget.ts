import { sql } from 'kysely';
import { daysBefore } from '../../platform/jobs/oldest.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeTables } from '../tables.js';
import { subjectOf } from './store.js';

/** What a file held goes when it was kept long enough, with its key; the row stays. Returns how many. */
export async function forgetFiles(tx: Tx, { vault }: Pick<Platform, 'vault'>): Promise<number> {
  const db = tx.db<ExchangeTables>();
  const due = db.selectFrom('exchange.bulkFile').select('id').where('state', '<>', 'forgotten');
  const rows = await db
    .updateTable('exchange.bulkFile')
    .set({ state: 'forgotten', search: null, updatedAt: tx.now })
    .where('id', 'in', due.where('expiresAt', '<=', tx.now).limit(5))
    .returning('id')
    .execute();
  for (const { id } of rows) await db.deleteFrom('exchange.bulkPart').where('fileId', '=', id).execute();
  await vault.forgetSubjects(
    tx,
    rows.map(({ id }) => subjectOf(id)),
    'exchange',
  );
  return rows.length;
}

const KEYS = 10_000;

/** Later the rows go: before each, portion by portion, which records the file held. Returns how many. */
export async function forgetFileRows(tx: Tx, synchroniseDays: number): Promise<number> {
  const db = tx.db<ExchangeTables>();
  const due = db
    .selectFrom('exchange.bulkFile')
    .select('id')
    .where('state', '=', 'forgotten')
    .where((eb) => eb.or([eb('kind', '<>', 'synchronise'), eb('createdAt', '<=', daysBefore(tx.now, synchroniseDays))]))
    // What is still being written differs from it: without it nothing would be dropped.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('exchange.bulkFile as next')
            .select('next.id')
            .whereRef('next.since', '=', 'exchange.bulkFile.id')
            .where('next.state', '=', 'working'),
        ),
      ),
    )
    .limit(50);
  const { numAffectedRows: keys = 0n } = await sql`delete from exchange.bulk_key where ctid = any(array(
    select ctid from exchange.bulk_key where file_id in ${due} limit ${KEYS}))`.execute(db);
  if (keys > 0n) return Number(keys);
  const { numDeletedRows } = await db.deleteFrom('exchange.bulkFile').where('id', 'in', due).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
