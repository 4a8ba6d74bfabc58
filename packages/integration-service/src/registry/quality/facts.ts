import type { QualityFacts, QualityKey } from '@interlink/domain/registry/quality/check';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import { groupBy } from '../rows.js';
import type { RegistryTables } from '../tables.js';

export interface MeasuredPerson extends QualityFacts {
  readonly personId: string;
  readonly districtId: string | null;
}

/** The next people alive on that day, by id, with what rules ask about them: four queries whatever their number. */
export async function loadFacts(
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
  return people.map(({ personId, districtId, data, provenance }) => {
    const own = keys.get(personId) ?? [];
    const shares = new Set<QualityKey>(own.filter(({ isShared }) => isShared).map(({ kind }) => kind));
    if (doubles.has(personId)) shares.add('person');
    const { maskedAccounts, ...rest } = data as typeof data & { readonly maskedAccounts?: readonly unknown[] };
    return {
      personId,
      districtId,
      data: { ...rest, ...(maskedAccounts && { accounts: maskedAccounts }) },
      chosenFrom: Object.fromEntries(Object.entries(provenance).map(([field, { source }]) => [field, source])),
      toldOn: Object.fromEntries((told.get(personId) ?? []).map(({ source, on }) => [source, on])),
      has: new Set<QualityKey>(['person', ...own.map(({ kind }) => kind)]),
      shares,
    };
  });
}

const among = (ids: readonly string[]) => sql`any(${[...ids]}::uuid[])`;

async function toldOf(handle: DbHandle, ids: readonly string[]) {
  const { rows } = await sql<{ personId: string; source: string; on: string }>`
    select r.person_id, r.source, to_char(max(h.seen_at) at time zone 'UTC', 'YYYY-MM-DD') as on
    from registry.person_record r
    join registry.record_head h on h.record_id = r.record_id
    where r.person_id = ${among(ids)} and not r.deleted
    group by r.person_id, r.source order by r.source`.execute(handle.db());
  return groupBy(rows, ({ personId }) => personId);
}

async function keysOf(handle: DbHandle, ids: readonly string[]) {
  const { rows } = await sql<{ personId: string; kind: Exclude<QualityKey, 'person'>; isShared: boolean }>`
    select k.person_id, k.kind, bool_or(exists (
      select from registry.person_key o
      where o.kind = k.kind and o.value = k.value and o.person_id <> k.person_id
    )) as is_shared
    from registry.person_key k
    where k.person_id = ${among(ids)} and k.kind in ('account', 'email', 'identifier', 'phone')
    group by k.person_id, k.kind`.execute(handle.db());
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
