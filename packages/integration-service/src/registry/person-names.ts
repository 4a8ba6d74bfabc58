import { sql, type Kysely } from 'kysely';
import { insertColumns } from './rows.js';
import type { RegistryTables } from './tables.js';

type Name = Pick<RegistryTables['registry.person'], 'personId' | 'districtId' | 'searchName'>;

export const NAME_COLUMNS = { personId: 'uuid', districtId: 'uuid', searchName: 'text' } as const;

/** Who has a name: whoever became somebody else has none, and is found by none. */
export const namedOnes = <Row extends Name>(rows: readonly Row[]) => rows.filter(({ searchName }) => searchName !== '');

/**
 * Puts the names of these people where a search by name looks: beside their rows in `registry.person`, each of which
 * lies on another page of the disk, in a narrow table that stays in memory. In the transaction that writes those.
 */
export async function saveNames(db: Kysely<RegistryTables>, rows: readonly Name[]): Promise<void> {
  const unchanged = sql`(person_name.district_id, person_name.search_name) is not distinct from (excluded.district_id, excluded.search_name)`;
  await insertColumns(
    db,
    'registry.person_name',
    NAME_COLUMNS,
    namedOnes(rows),
    sql`on conflict (person_id) do update set district_id = excluded.district_id, search_name = excluded.search_name
      where not (${unchanged})`,
  );
  const nameless = rows.filter(({ searchName }) => searchName === '');
  await forgetNames(
    db,
    nameless.map(({ personId }) => personId),
  );
}

export async function forgetNames(db: Kysely<RegistryTables>, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await db
    .deleteFrom('registry.personName')
    .where('personId', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
}
