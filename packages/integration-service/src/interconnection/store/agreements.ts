import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import { sql, type Selectable } from 'kysely';
import { breaks } from '../../platform/breaks.js';
import type { Joint } from '../../platform/jointly.js';
import { listAt, runBatch, type Statement } from '../../platform/statement.js';
import type { Tx } from '../../platform/transaction.js';
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

interface Use {
  readonly agreementIds: readonly string[];
  readonly day: string;
}

const USED = `select agreement_id, day, records from interconnection.agreement_use
  where agreement_id = any(${listAt(1, 'uuid')}::uuid[]) and day = any(${listAt(2, 'date')}::date[])`;

/** Records that passed under each of these agreements on its day. */
export const findingUse: Joint<Use, ReadonlyMap<string, number>> = {
  async doAll(db, all) {
    const values = [all.flatMap(({ agreementIds }) => agreementIds), all.map(({ day }) => day)];
    const [rows = []] = (await runBatch(db, [{ text: USED, values }])) as unknown as readonly (readonly UseRow[])[];
    return all.map(({ day: wanted }) => {
      const own = rows.filter(({ day }) => day === wanted);
      return new Map(own.map(({ agreement_id: id, records }) => [id, records]));
    });
  },
};

type UseRow = { readonly agreement_id: string; readonly day: string; readonly records: number };

interface Passed {
  readonly agreementId: string;
  readonly day: string;
  readonly records: number;
  /** How many may pass on one day; undefined: any number. */
  readonly most: number | undefined;
}

// In the order of their ids, so that no two transactions wait for each other's. More than the volume of the day breaks a
// constraint of the table, and undoes the transaction in which it would have passed.
const PASSED = [listAt(1, 'uuid'), listAt(2, 'date'), listAt(3, 'int'), listAt(4, 'int')].join(', ');
const COUNT = `insert into interconnection.agreement_use (agreement_id, day, records, most)
  select agreement_id, day, sum(records), min(most) from unnest(${PASSED}) as passed (agreement_id, day, records, most)
  group by agreement_id, day order by agreement_id, day
  on conflict (agreement_id, day) do update
    set records = interconnection.agreement_use.records + excluded.records, most = excluded.most`;

/** Whether a transaction was undone because more would have passed in it than an agreement leaves for the day. */
export const isVolumeUsedUp = (thrown: unknown): boolean => breaks(thrown, 'agreement_use_within_volume');

/** Counts what passed under an agreement. */
export function counting(passed: Passed): Statement {
  return countingAll([passed]);
}

function countingAll(rows: readonly Passed[]): Statement {
  const column = <T>(of: (row: Passed) => T) => rows.map(of);
  const values = [
    ...[column(({ agreementId }) => agreementId), column(({ day }) => day)],
    ...[column(({ records }) => records), column(({ most }) => most ?? null)],
  ];
  const toStatement = (all: readonly unknown[]) => countingAll(all as readonly Passed[]);
  return { text: COUNT, values, join: { shape: COUNT, rows, toStatement } };
}

/** Which message something passed by, and since when that may have been. */
export interface PassedBy {
  readonly partner: string;
  readonly messageId: string;
  readonly since: Date;
}

/** Gives back what was counted for a message whose answer nobody gets. */
export async function giveBack(tx: Tx, { partner, messageId, since }: PassedBy): Promise<void> {
  await sql`
    update interconnection.agreement_use as used set records = used.records - passed.records
    from (
      select agreement_id, (at at time zone 'UTC')::date as day, sum(records) as records
      from interconnection.exchange_log
      where partner = ${partner} and at >= ${since} and message_id = ${messageId} group by 1, 2
    ) as passed
    where used.agreement_id = passed.agreement_id and used.day = passed.day`.execute(tx.db<InterconnectionTables>());
}
