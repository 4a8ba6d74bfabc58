import type { RegistryQuery } from '@interlink/contracts/registry/query';
import { comparisonsOf, mapComparisons } from '@interlink/domain/registry/check-query';
import { sql } from 'kysely';
import { judgeOnes, type Ones } from './as-one.js';
import type { Core } from './core.js';
import { findIds, type Source } from './find-rows.js';
import type { Shown } from './person-view.js';
import { householdsOfNumber } from './search-across.js';

/** A partner is refused more than these; beyond, each system's household counts by itself. */
const MOST_JUDGED = 100_000;

interface FoundAsOne {
  readonly ids: readonly string[];
  readonly total: number;
  readonly ones: Ones;
  /** Of a page of all there is: how many households of sources it was made of. */
  readonly looked?: number;
}

/**
 * A page of households, each once however many systems know it, and how many there are. All but the one that speaks for
 * it are left out, so that filter, order and total are those of what is told. `isWhole`: all pages are read one after the
 * other, and are those of each source's households: who is left out of a page is judged by that page alone.
 */
export async function findAsOne(
  core: Core,
  query: RegistryQuery,
  sourceOf: (asked: RegistryQuery) => Source,
  shown: Shown,
  isWhole: boolean,
): Promise<FoundAsOne> {
  const asked = await askSpeakers(core, query, shown);
  const source = sourceOf(asked);
  const { ids, total } = await findIds(core, asked, source);
  if (isWhole) {
    const ones = await judgeOnes(core, ids, shown);
    return { ids: ids.filter((id) => isSpeaker(ones, id)), total, ones, looked: ids.length };
  }
  const near = total === 0 || total > MOST_JUDGED ? [] : await findNear(core, source);
  const ones = await judgeOnes(core, near, shown);
  const silent = near.filter((id) => !isSpeaker(ones, id));
  if (silent.length === 0) return { ids, total, ones };
  const where = sql`${source.where} and h.household_id <> all(${silent}::uuid[])`;
  const speaking = await findIds(core, asked, { ...source, where });
  return { ids: speaking.ids, total: speaking.total, ones };
}

const isSpeaker = (ones: Ones, id: string) => ones.get(id)?.[0] === id;

/** Whoever asks by a number asks for the household that any system knows by it. */
async function askSpeakers(core: Core, query: RegistryQuery, shown: Shown): Promise<RegistryQuery> {
  const named = comparisonsOf(query.where).filter(({ field }) => field === 'identifier');
  if (named.length === 0) return query;
  const ofNumber = await householdsOfNumber(core, named, shown);
  const ones = await judgeOnes(core, [...new Set([...ofNumber.values()].flat())], shown);
  const where = mapComparisons(query.where, (comparison) => {
    if (comparison.field !== 'identifier') return comparison;
    const speakers = (ofNumber.get(comparison) ?? []).flatMap((id) => ones.get(id)?.[0] ?? []);
    return { field: 'householdId', operator: 'in', value: [...new Set(speakers)] };
  });
  return { ...query, where };
}

/** Hits that can be one with another household: somebody is in one of another system, or a person said something. */
async function findNear({ platform }: Core, { from, id, where }: Source): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${from}
    where (select min(source) <> max(source) from registry.household) and ${where} and (
      exists (select 1 from registry.household_member mine
        join registry.household_member other on other.person_id = mine.person_id
        join registry.household its on its.household_id = other.household_id
        where mine.household_id = h.household_id and its.source <> h.source)
      or exists (select 1 from registry.household_decision d where d.household_id = h.household_id)
      or exists (select 1 from registry.household_decision d where d.other_id = h.household_id))`.execute(
    platform.db(),
  );
  return rows.map((row) => row.id);
}
