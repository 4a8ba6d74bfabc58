import type { Scope } from '@interlink/contracts/registry/scope';
import type { HouseholdView } from '@interlink/contracts/registry/view';
import { mergeHouseholds } from '@interlink/domain/registry/join-households';
import { householdsAsOne } from '@interlink/domain/registry/same-household';
import { sql } from 'kysely';
import type { Actor } from '../platform/actor.js';
import { knownOf, lookAround, nearWithin, type Seen } from './around.js';
import type { Core, Judging } from './core.js';
import { loadHouseholds } from './load-households.js';
import type { Shown } from './person-view.js';
import { auditHousehold } from './read-one.js';
import { shownFor } from './shown.js';

/**
 * By household: those that are one with it, itself among them, the one that speaks for them first. Whatever the scope
 * does not reach is not there (S2).
 */
export type Ones = ReadonlyMap<string, readonly string[]>;

/** So many are judged at once: none is held longer than that. */
const AT_ONCE = 2000;

/** By the rule and the words of the household's page; as many statements for a portion as for one. */
export async function judgeOnes(core: Judging, ids: readonly string[], shown: Seen): Promise<Ones> {
  const policy = core.policy.households;
  const groups = new Map<string, readonly string[]>();
  for (let left = ids; left.length > 0; left = left.slice(AT_ONCE).filter((id) => !groups.has(id))) {
    const portion = left.slice(0, AT_ONCE);
    const found = householdsAsOne(knownOf(await lookAround(portion, nearWithin(core, shown), policy)), policy);
    for (const id of portion) for (const one of found.get(id) ?? []) groups.set(one, found.get(id) ?? []);
  }
  return speakerFirst(core, groups);
}

/**
 * Of those that say how poor the household is the one that was heard last, else of all: one source speaks for what can
 * have one value, so that a filter looks at the very values that are told.
 */
async function speakerFirst({ platform }: Judging, groups: Ones): Promise<Ones> {
  const joined = [...groups].flatMap(([id, group]) => (group.length > 1 ? [id] : []));
  if (joined.length === 0) return groups;
  const { rows } = await sql<{ id: string }>`
    select h.household_id as id from registry.household h where h.household_id = any(${joined}::uuid[])
    order by h.poverty_score is null, h.last_updated desc, h.household_id`.execute(platform.db());
  const place = new Map(rows.map(({ id }, at) => [id, at]));
  const placeOf = (id: string) => place.get(id) ?? rows.length;
  return new Map([...groups].map(([id, group]) => [id, [...group].sort((a, b) => placeOf(a) - placeOf(b))]));
}

/** By the household that was asked for: what all who know it say of it. */
export async function loadAsOne(
  core: Core,
  ids: readonly string[],
  ones: Ones,
  shown: Shown,
): Promise<ReadonlyMap<string, HouseholdView>> {
  const groupOf = (id: string) => ones.get(id) ?? [id];
  const views = await loadHouseholds(core, [...new Set(ids.flatMap(groupOf))], shown);
  const byId = new Map(views.map((view) => [view.householdId, view]));
  return new Map(
    ids.flatMap((id) => {
      const [speaker, ...others] = groupOf(id).flatMap((one) => byId.get(one) ?? []);
      return speaker ? [[id, mergeHouseholds(speaker, others)] as const] : [];
    }),
  );
}

/** The households that these are, each once, as they are now; each is in the access log before anything is shown. */
export async function readAsOne(
  core: Core,
  actor: Actor,
  ids: readonly string[],
  scope: Scope,
): Promise<HouseholdView[]> {
  const shown = await shownFor(core, scope);
  const ones = await judgeOnes(core, ids, shown);
  const speakers = [...new Set(ids.flatMap((id) => ones.get(id)?.[0] ?? []))];
  const found: HouseholdView[] = [];
  for (const view of (await loadAsOne(core, speakers, ones, shown)).values()) {
    found.push(await auditHousehold(core, actor, view, [view], shown, {}));
  }
  return found;
}
