import { canonicalJson } from '@interlink/domain/registry/choose-fields';
import { maskAccount } from '@interlink/domain/registry/mask-account';
import { enrolmentNews, type EnrolmentNews } from '@interlink/domain/registry/enrolment-news';
import { sql, type Kysely } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { keysOf, nameWordsOf, searchNameOf } from './features.js';
import { foldCurrent, type CurrentPerson } from './fold-current.js';
import { holderRows, replaceHolderRows } from './holder-rows.js';
import { forgetWords, saveWords } from './name-words.js';
import { saveNames } from './person-names.js';
import { chunksOf, insertColumns } from './rows.js';
import type { RegistryTables } from './tables.js';

/** How a person's view differs from what it was. */
export interface PersonDifference {
  readonly personId: string;
  readonly version: number;
  readonly fields: readonly string[];
  readonly news: EnrolmentNews;
  readonly current: CurrentPerson;
}

/** Makes the current view of these people anew, in the transaction that changed what it is made from. */
export async function writePeople(core: Core, tx: Tx, personIds: readonly string[]): Promise<PersonDifference[]> {
  if (personIds.length === 0) return [];
  const db = tx.db<RegistryTables>();
  const ids = [...new Set(personIds)].sort();
  const before = await db
    .selectFrom('registry.person')
    .select(['personId', 'version', 'data', 'searchName'])
    .where('personId', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('personId')
    .forUpdate()
    .execute();
  const kept = new Map(before.map((row) => [row.personId, row]));
  const people = await foldCurrent(core, tx, ids, tx.now);
  const rows = people.map((person) => personRow(person, (kept.get(person.personId)?.version ?? 0) + 1));
  for (const chunk of chunksOf(rows, 500)) await upsert(db, chunk);
  await saveNames(db, rows);
  await saveWords(
    db,
    people.flatMap(({ folded }) => nameWordsOf(folded.data)),
  );
  await forgetWords(db, takenFrom(before, rows));
  await replaceKeys(core, db, people, [...kept.keys()]);
  const held = people.map(({ personId, folded }) => holderRows(core, personId, 'person', folded));
  // Of all of them at once: a record that went from one to another of them is no new enrolment.
  const stood = await replaceHolderRows(db, [...kept.keys()], held);
  await markDeleted(db, people);
  return people.map((current, at) => ({
    personId: current.personId,
    version: (kept.get(current.personId)?.version ?? 0) + 1,
    fields: changedFields(kept.get(current.personId)?.data ?? {}, current.folded.data),
    news: enrolmentNews(stood, held[at]?.enrolments ?? []),
    current,
  }));
}

/** Words of names that some were called by and none of these is any more. */
function takenFrom(before: readonly { searchName: string }[], after: readonly { searchName: string }[]): string[] {
  const words = new Set(after.flatMap(({ searchName }) => searchName.split(' ')));
  return before.flatMap(({ searchName }) => searchName.split(' ')).filter((word) => word !== '' && !words.has(word));
}

/** A person of the current view, as a row. */
export function personRow({ personId, folded, records }: CurrentPerson, version: number) {
  const { data, provenance } = folded;
  return {
    personId,
    version,
    data: JSON.stringify({ ...data, accounts: undefined, maskedAccounts: maskAll(data.accounts) }),
    provenance: JSON.stringify(provenance),
    searchName: searchNameOf(data),
    ...columnsOf(data),
    knownSince: folded.knownSince ?? null,
    changesOn: folded.changesOn ?? null,
    mergedInto: null,
    lastUpdated: latest(folded.lastUpdated, records),
  };
}

/** What people are searched by, beside their keys. */
function columnsOf(data: CurrentPerson['folded']['data']) {
  return {
    birthDate: data.birthDate?.date ?? null,
    deathDate: data.deathDate?.date ?? null,
    sex: data.sex ?? null,
    maritalStatus: data.maritalStatus ?? null,
    isDisabled: data.disability?.isDisabled ?? null,
    locationId: data.place?.locationId ?? null,
    districtId: data.place?.districtId ?? null,
    registrationDate: data.registrationDate ?? null,
  };
}

/** A link is news too. */
function latest(lastUpdated: string, records: CurrentPerson['records']): Date {
  return new Date(Math.max(Date.parse(lastUpdated), ...records.map(({ linkedAt }) => linkedAt.getTime())));
}

/** An account number stays with what the source said, sealed; the view holds its last four letters. */
export function maskAll(accounts: readonly { provider: string; number: string }[] | undefined) {
  return accounts?.map(({ provider, number }) => ({ provider, masked: maskAccount(number) }));
}

export const PERSON_COLUMNS = {
  personId: 'uuid',
  version: 'integer',
  data: 'jsonb',
  provenance: 'jsonb',
  searchName: 'text',
  birthDate: 'date',
  deathDate: 'date',
  sex: 'text',
  maritalStatus: 'text',
  isDisabled: 'boolean',
  locationId: 'uuid',
  districtId: 'uuid',
  registrationDate: 'date',
  knownSince: 'date',
  changesOn: 'date',
  mergedInto: 'uuid',
  lastUpdated: 'timestamptz',
} as const;

async function upsert(db: Kysely<RegistryTables>, rows: readonly ReturnType<typeof personRow>[]): Promise<void> {
  const renewed = Object.keys(PERSON_COLUMNS)
    .filter((name) => name !== 'personId')
    .map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`);
  await insertColumns(
    db,
    'registry.person',
    PERSON_COLUMNS,
    rows,
    sql`on conflict (person_id) do update set ${sql.join(renewed)}`,
  );
}

/** `known`: those who were there before; a newcomer has nothing to be taken away. */
async function replaceKeys(
  core: Core,
  db: Kysely<RegistryTables>,
  people: readonly CurrentPerson[],
  known: readonly string[],
): Promise<void> {
  if (known.length > 0) {
    await db
      .deleteFrom('registry.personKey')
      .where('personId', '=', sql<string>`any(${[...known]}::uuid[])`)
      .execute();
  }
  const rows = people.flatMap(({ personId, folded }) =>
    keysOf(core.keys, folded.data).map((key) => ({ personId, ...key })),
  );
  await insertColumns(db, 'registry.personKey', { personId: 'uuid', kind: 'text', value: 'text' }, rows);
}

async function markDeleted(db: Kysely<RegistryTables>, people: readonly CurrentPerson[]): Promise<void> {
  const ids = people.map(({ personId }) => personId);
  const gone = people.flatMap(({ folded }) => [...folded.deleted]);
  await sql`
    update registry.person_record set deleted = (record_id = any(${gone}::uuid[]))
    where person_id = any(${ids}::uuid[]) and deleted <> (record_id = any(${gone}::uuid[]))`.execute(db);
}

/** Names of fields that hold another value than before. */
function changedFields(before: object, after: object): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const value = (of: object, name: string) => canonicalJson((of as Record<string, unknown>)[name]);
  return [...names].filter((name) => !/ccounts$/.test(name) && value(before, name) !== value(after, name)).sort();
}
