import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import { EVERYWHERE } from './access.js';
import { judgeOnes } from './as-one.js';
import type { Core } from './core.js';
import type { RegistryTables } from './tables.js';

/** Who lives with some people, as the registry knows it. */
export interface HouseholdMates {
  /** Keys of everybody who shares a household with one of them, they themselves and their other records among them. */
  readonly keys: ReadonlySet<string>;
  /** All of them are in the registry, and so is every member of their households that the source named. */
  readonly isComplete: boolean;
}

/**
 * Whoever shares a household of any source, or one that is one with it in another, with these people on that day, by the
 * keys of one source; for rules, nobody is shown anything. A person whom two records of the source describe is found by
 * both.
 */
export async function householdMates(
  { platform, policy }: Core,
  handle: DbHandle,
  source: string,
  recordKeys: readonly string[],
  day: string,
): Promise<HouseholdMates> {
  const own = await recordsOf(handle, source)
    .where('recordKey', 'in', [...recordKeys])
    .execute();
  const known = new Set(own.map(({ recordKey }) => recordKey));
  const isKnown = recordKeys.every((key) => known.has(key));
  if (own.length === 0) return { keys: new Set(recordKeys), isComplete: isKnown };
  const people = own.map(({ personId }) => personId);
  const homes = await membersOn(handle, day).where('member.personId', 'in', people).execute();
  const shown = { scope: EVERYWHERE, asOf: day, knownAt: platform.clock.now().toISOString() };
  const ids = homes.map(({ householdId }) => householdId);
  const ones = await judgeOnes({ platform: handle, policy }, ids, shown);
  const mates = await membersOn(handle, day)
    .where('member.householdId', '=', sql<string>`any(${[...new Set([...ids, ...ones.keys()])]}::uuid[])`)
    .execute();
  const everybody = new Set([...people, ...mates.flatMap(({ personId }) => personId ?? [])]);
  const records = await recordsOf(handle, source)
    .where('personId', 'in', [...everybody])
    .execute();
  return {
    keys: new Set([...recordKeys, ...records.map(({ recordKey }) => recordKey)]),
    isComplete: isKnown && mates.every((mate) => mate.source !== source || mate.personId !== null),
  };
}

const membersOn = (handle: DbHandle, day: string) =>
  handle
    .db<RegistryTables>()
    .selectFrom('registry.householdMember as member')
    .innerJoin('registry.household as household', 'household.householdId', 'member.householdId')
    .select(['member.householdId', 'member.personId', 'household.source'])
    .where((eb) => eb.or([eb('member.toDay', 'is', null), eb('member.toDay', '>', day)]));

/** Who these records of a source are, each once; for the access log, nobody is shown anything. */
export async function personIdsOf(handle: DbHandle, source: string, recordKeys: readonly string[]): Promise<string[]> {
  if (recordKeys.length === 0) return [];
  const records = await recordsOf(handle, source)
    .where('recordKey', 'in', [...recordKeys])
    .execute();
  return [...new Set(records.map(({ personId }) => personId))];
}

/**
 * All keys of the source for the person of each of these, its own among them: several records of one source may be one
 * person. Of a key that the registry does not know, itself. For rules, nobody is shown anything.
 */
export async function linkedKeys(
  handle: DbHandle,
  source: string,
  recordKeys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (recordKeys.length === 0) return new Map();
  const own = await recordsOf(handle, source)
    .where('recordKey', 'in', [...recordKeys])
    .execute();
  const personIds = [...new Set(own.map(({ personId }) => personId))];
  const all =
    personIds.length === 0 ? [] : await recordsOf(handle, source).where('personId', 'in', personIds).execute();
  const byPerson = new Map<string, string[]>(personIds.map((personId) => [personId, []]));
  for (const { personId, recordKey } of all) byPerson.get(personId)?.push(recordKey);
  const personOf = new Map(own.map(({ recordKey, personId }) => [recordKey, personId]));
  return new Map(recordKeys.map((key) => [key, byPerson.get(personOf.get(key) ?? '') ?? [key]]));
}

/** All keys of a source for this person; for rules, nobody is shown anything. */
export async function keysOfPerson(handle: DbHandle, source: string, personId: string): Promise<string[]> {
  const records = await recordsOf(handle, source).where('personId', '=', personId).execute();
  return records.map(({ recordKey }) => recordKey);
}

const recordsOf = (handle: DbHandle, source: string) =>
  handle
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .select(['personId', 'recordKey'])
    .where('source', '=', source)
    .where('deleted', '=', false);
