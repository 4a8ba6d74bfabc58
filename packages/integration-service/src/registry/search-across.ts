import type { Comparison, RegistryQuery } from '@interlink/contracts/registry/query';
import type { KnownHousehold, SearchPage } from '@interlink/contracts/registry/view';
import { comparisonsOf, mapComparisons } from '@interlink/domain/registry/check-query';
import { householdsAsOne } from '@interlink/domain/registry/same-household';
import { sql } from 'kysely';
import { districtCondition } from './access.js';
import { knownOf, lookAround, nearNow } from './around.js';
import type { Core } from './core.js';
import { findIds, type Source } from './find-rows.js';
import type { Shown } from './person-view.js';
import { byGroupIdentifier } from './search-sql.js';

/** By household: those that are one with it, itself among them, as far as the scope reaches (S2). */
type Same = ReadonlyMap<string, readonly KnownHousehold[]>;

/** By the rule and the words of the household's page; as many statements for all of them as for one. */
async function sameAs(core: Core, ids: readonly string[], shown: Shown): Promise<Same> {
  if (ids.length === 0) return new Map();
  const known = knownOf(await lookAround([...new Set(ids)], nearNow(core, shown), core.policy.households));
  const sources = new Map(known.households.map(({ householdId, source }) => [householdId, source]));
  const groups = householdsAsOne(known, core.policy.households);
  return new Map(
    ids.map((id) => [
      id,
      (groups.get(id) ?? []).map((householdId) => ({ householdId, source: sources.get(householdId) ?? '' })),
    ]),
  );
}

/** Whoever asks by a household, by its id or its number, asks by the households of all systems that are one with it. */
export async function askAcross(core: Core, query: RegistryQuery, shown: Shown): Promise<RegistryQuery> {
  const named = comparisonsOf(query.where).filter(({ field }) => NAMING.includes(field));
  if (named.length === 0) return query;
  const numbers = named.filter(({ field }) => field === 'householdNumber');
  const ofNumber = await householdsOfNumber(core, numbers, shown);
  const idsOf = (comparison: Comparison) =>
    comparison.field === 'householdId' ? [comparison.value].flat().map(String) : (ofNumber.get(comparison) ?? []);
  const same = await sameAs(core, named.flatMap(idsOf), shown);
  const across = (comparison: Comparison): Comparison => {
    if (!NAMING.includes(comparison.field)) return comparison;
    const ids = idsOf(comparison).flatMap((id) => [id, ...(same.get(id) ?? []).map(({ householdId }) => householdId)]);
    return { field: 'householdId', operator: 'in', value: [...new Set(ids)] };
  };
  return { ...query, where: mapComparisons(query.where, across) };
}

const NAMING: readonly string[] = ['householdId', 'householdNumber'];

/** Of each comparison its households: one statement, whatever is asked for. */
export async function householdsOfNumber({ platform }: Core, numbers: readonly Comparison[], { scope }: Shown) {
  if (numbers.length === 0) return new Map<Comparison, string[]>();
  const each = numbers.map(
    ({ value }, at) => sql`
    select h.household_id as id, ${at}::int as place from registry.household h
    where ${districtCondition(scope, 'h')} and ${byGroupIdentifier(value)}`,
  );
  const { rows } = await sql<{ id: string; place: number }>`${sql.join(each, sql` union all `)}`.execute(platform.db());
  return new Map(
    numbers.map((comparison, at) => [comparison, rows.filter(({ place }) => place === at).map(({ id }) => id)]),
  );
}

type Found = Pick<Awaited<ReturnType<typeof findIds>>, 'ids' | 'total'>;

/** Makes one hit of households that are one. */
export type AskOnce = (source: Source, found: Found) => Promise<Found>;

/**
 * Of hits that are one household, the first in the order of the query stays, whatever page the others are on. What is on
 * other pages is not judged: there the total counts each system's household.
 */
export const eachOnce =
  (core: Core, query: RegistryQuery, shown: Shown): AskOnce =>
  async (source, { ids, total }) => {
    const same = await sameAs(core, ids, shown);
    const groupOf = (id: string) => (same.get(id) ?? []).map(({ householdId }) => householdId);
    const joined = [
      ...new Set(
        ids
          .map(groupOf)
          .filter((group) => group.length > 1)
          .flat(),
      ),
    ];
    if (joined.length === 0) return { ids, total };
    const ordered = await findIds(
      core,
      { ...query, page: { number: 1, size: joined.length } },
      { ...source, where: sql`${source.where} and h.household_id = any(${joined}::uuid[])` },
    );
    const isFirst = (id: string) => (ordered.ids.find((other) => groupOf(id).includes(other)) ?? id) === id;
    const kept = ids.filter(isFirst);
    return { ids: kept, total: total === ids.length ? kept.length : total };
  };

/** Says which systems know the households of the hits. */
export async function withAcross(core: Core, page: SearchPage, shown: Shown): Promise<SearchPage> {
  const same = await sameAs(core, householdsIn(page), shown);
  const joined = [...same.values()].filter((households) => households.length > 1);
  const across = [...new Map(joined.map((households) => [households[0]?.householdId, households])).values()];
  return across.length === 0 ? page : { ...page, across };
}

function householdsIn(page: SearchPage): string[] {
  if (page.recordType === 'Group') return page.items.map(({ householdId }) => householdId);
  const people = page.recordType === 'Member' ? page.items : page.items.flatMap(({ person }) => person ?? []);
  const held = page.recordType === 'Member' ? [] : page.items.flatMap(({ household }) => household?.householdId ?? []);
  return [...held, ...people.flatMap(({ households }) => households.map(({ householdId }) => householdId))];
}
