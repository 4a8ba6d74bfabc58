import type { QualityFacts, QualityKey } from '@interlink/domain/registry/quality/check';
import { sql, type Selectable } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Core } from '../core.js';
import { groupBy } from '../rows.js';
import type { RegistryTables } from '../tables.js';
import { loadOwnStatements, type OwnRecord } from './own-statements.js';

export interface MeasuredPerson extends QualityFacts {
  readonly personId: string;
  readonly districtId: string | null;
  /** What each record says by itself; of whoever is known by one record alone, the view is that. */
  readonly statements: readonly QualityFacts[];
}

/** The next people alive on that day, by id, with what rules ask about them: a few queries whatever their number. */
export async function loadFacts(
  core: Core,
  handle: DbHandle,
  after: string,
  day: string,
  limit: number,
): Promise<MeasuredPerson[]> {
  const people = await handle
    .db<RegistryTables>()
    .selectFrom('registry.person')
    .select(['personId', 'districtId', 'data', 'provenance'])
    .where('personId', '>', after)
    .where('mergedInto', 'is', null)
    .where((eb) => eb.or([eb('deathDate', 'is', null), eb('deathDate', '>', day)]))
    .orderBy('personId')
    .limit(limit)
    // Nobody is erased between being looked at and being written down.
    .forKeyShare()
    .execute();
  const ids = people.map(({ personId }) => personId);
  // One after the other: a transaction has one connection.
  const told = await toldOf(handle, ids);
  const keys = await keysOf(handle, ids);
  const doubles = await doublesOf(handle, ids);
  const several = [...told].filter(([, records]) => records.length > 1);
  const statements = await loadOwnStatements(
    core,
    handle,
    several.map(([personId, records]) => ({
      records,
      sharing: { values: sharedOf(keys.get(personId)), isDouble: doubles.has(personId) },
    })),
  );
  return people.map((row) => {
    const records = told.get(row.personId) ?? [];
    const view = viewFacts(row, records, keys.get(row.personId) ?? [], doubles.has(row.personId));
    const own = records.flatMap(({ recordId }) => statements.get(recordId) ?? []);
    const { personId, districtId } = row;
    return { personId, districtId, ...view, statements: records.length > 1 ? own : [view] };
  });
}

type PersonRow = Pick<Selectable<RegistryTables['registry.person']>, 'data' | 'provenance'>;
type Key = Awaited<ReturnType<typeof keysOf>> extends Map<string, (infer K)[]> ? K : never;

const sharedOf = (keys: readonly Key[] = []) =>
  new Set(keys.filter(({ isShared }) => isShared).map(({ kind, value }) => `${kind}|${value}`));

function viewFacts(
  { data, provenance }: PersonRow,
  told: readonly OwnRecord[],
  keys: readonly Key[],
  isDouble: boolean,
): QualityFacts {
  const shares = new Set<QualityKey>(keys.filter(({ isShared }) => isShared).map(({ kind }) => kind));
  if (isDouble) shares.add('person');
  const { maskedAccounts, ...rest } = data as typeof data & { readonly maskedAccounts?: readonly unknown[] };
  const toldOn: Record<string, string> = {};
  for (const { source, on } of told) if (on > (toldOn[source] ?? '')) toldOn[source] = on;
  return {
    data: { ...rest, ...(maskedAccounts && { accounts: maskedAccounts }) },
    chosenFrom: Object.fromEntries(Object.entries(provenance).map(([field, { source }]) => [field, source])),
    toldOn,
    has: new Set<QualityKey>(['person', ...keys.map(({ kind }) => kind)]),
    shares,
  };
}

const among = (ids: readonly string[]) => sql`any(${[...ids]}::uuid[])`;

async function toldOf(handle: DbHandle, ids: readonly string[]) {
  const { rows } = await sql<OwnRecord & { personId: string }>`
    select r.person_id, r.record_id, r.source, to_char(h.seen_at at time zone 'UTC', 'YYYY-MM-DD') as on
    from registry.person_record r
    join registry.record_head h on h.record_id = r.record_id
    where r.person_id = ${among(ids)} and not r.deleted
    order by r.source, r.record_id`.execute(handle.db());
  return groupBy(rows, ({ personId }) => personId);
}

async function keysOf(handle: DbHandle, ids: readonly string[]) {
  const { rows } = await sql<{
    personId: string;
    kind: Exclude<QualityKey, 'person'>;
    value: string;
    isShared: boolean;
  }>`
    select k.person_id, k.kind, k.value, exists (
      select from registry.person_key o
      where o.kind = k.kind and o.value = k.value and o.person_id <> k.person_id
    ) as is_shared
    from registry.person_key k
    where k.person_id = ${among(ids)} and k.kind in ('account', 'email', 'identifier', 'phone')`.execute(handle.db());
  return groupBy(rows, ({ personId }) => personId);
}

/** Who is thought to be somebody else as well, until a person decides. */
async function doublesOf(handle: DbHandle, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ personId: string }>`
    select person_id from registry.conflict
    where kind = 'probable-match' and state = 'open' and person_id = ${among(ids)}
    union
    select other_person_id from registry.conflict
    where kind = 'probable-match' and state = 'open' and other_person_id = ${among(ids)}`.execute(handle.db());
  return new Set(rows.map(({ personId }) => personId));
}
