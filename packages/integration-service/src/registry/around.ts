import {
  mayBeOne,
  pairOf,
  type HouseholdDecision,
  type Known,
  type SamenessPolicy,
  type SourceHousehold,
} from '@interlink/domain/registry/same-household';
import { isMemberOn } from '@interlink/domain/registry/household-members';
import { sql, type Selectable } from 'kysely';
import { districtCondition } from './access.js';
import type { Core, Judging } from './core.js';
import type { Shown } from './person-view.js';
import { groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';

/** The last word of a person on two households. */
export type Word = Selectable<RegistryTables['registry.householdDecision']>;

export interface Around {
  readonly households: readonly SourceHousehold[];
  readonly words: readonly Word[];
}

/** By whom, of which day and as known when one looks. */
export type Seen = Pick<Shown, 'asOf' | 'knownAt' | 'scope'>;

/** Of these households, of those that somebody in them is in as well, and of those that a person's word names. */
export type LookNear = (householdIds: readonly string[]) => Promise<Around>;

/**
 * What may be one with some households, and what is near that: from each to the next, so that it is the same whichever
 * is asked for. As many steps as sources that name a household, whatever their number and size.
 */
export async function lookAround(
  householdIds: readonly string[],
  lookNear: LookNear,
  policy: SamenessPolicy,
): Promise<Around> {
  const households = new Map<string, SourceHousehold>();
  const words = new Map<string, Word>();
  const seen = new Set<string>();
  for (let next = householdIds; next.length > 0;) {
    const near = await lookNear(next);
    for (const one of near.households) households.set(one.householdId, one);
    for (const word of near.words) words.set(pairOf(word.householdId, word.otherId), word);
    for (const id of next) seen.add(id);
    const known = knownOf({ households: [...households.values()], words: [...words.values()] });
    next = mayBeOne(householdIds, known, policy).filter((id) => !seen.has(id));
  }
  return { households: [...households.values()], words: [...words.values()] };
}

/** What is judged by. */
export const knownOf = ({ households, words }: Around): Known => ({ households, decisions: decisionsOf(words) });

/** Words that hold: whoever gave two households back to the rule decides nothing about them. */
export const decisionsOf = (words: readonly Word[]): HouseholdDecision[] =>
  words.flatMap(({ householdId, otherId, decision }) =>
    decision === 'rule' ? [] : [{ householdId, otherId, decision }],
  );

/** By the current view: what the scope does not reach is not there (S2). Two statements at once. */
export const nearNow =
  (core: Core, shown: Seen): LookNear =>
  async (ids) => {
    const [households, words] = await Promise.all([householdsNear(core, ids, shown), wordsOn(core, ids, shown)]);
    return { households, words };
  };

/** The same within a transaction, which has one connection: one statement after the other. */
export const nearWithin =
  (core: Judging, shown: Seen): LookNear =>
  async (ids) => ({ households: await householdsNear(core, ids, shown), words: await wordsOn(core, ids, shown) });

interface MemberRow {
  readonly householdId: string;
  readonly source: string;
  readonly recordId: string | null;
  readonly personId: string | null;
  readonly role: string | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
}

async function householdsNear({ platform }: Judging, ids: readonly string[], { scope, asOf }: Seen) {
  const asked = sql`any(${[...ids]}::uuid[])`;
  const { rows } = await sql<MemberRow>`
    with near as (
      select unnest(${[...ids]}::uuid[]) as household_id
      union select other.household_id from registry.household_member mine
        join registry.household_member other on other.person_id = mine.person_id where mine.household_id = ${asked}
      union select other_id from registry.household_decision where household_id = ${asked}
      union select household_id from registry.household_decision where other_id = ${asked})
    select h.household_id, h.source, m.record_id, m.person_id, m.role, m.from_day, m.to_day
    from near join registry.household h on h.household_id = near.household_id
      left join registry.household_member m on m.household_id = h.household_id
    where ${districtCondition(scope, 'h')}`.execute(platform.db());
  return [...groupBy(rows, ({ householdId }) => householdId).values()].map((members) =>
    toSourceHousehold(
      members[0] as MemberRow,
      members.flatMap(({ recordId, personId, role, fromDay: from, toDay: to }) =>
        recordId !== null && isMemberOn({ from, to }, asOf) ? [{ key: personId ?? recordId, role }] : [],
      ),
    ),
  );
}

/** Somebody whom no record describes yet is nobody whom another source names. */
export function toSourceHousehold(
  { householdId, source }: Pick<MemberRow, 'householdId' | 'source'>,
  members: readonly { readonly key: string; readonly role: string | null }[],
): SourceHousehold {
  const heads = new Set(members.filter(({ role }) => role === 'head').map(({ key }) => key));
  const [head] = heads;
  return {
    householdId,
    source,
    members: new Set(members.map(({ key }) => key)),
    ...(head !== undefined && heads.size === 1 && { head }),
  };
}

/** The last words on these households, as known at the moment: they hold whatever the day. */
export function wordsOn(
  { platform }: Judging,
  ids: readonly string[],
  { knownAt }: Pick<Shown, 'knownAt'>,
): Promise<Word[]> {
  const asked = sql<string>`any(${[...ids]}::uuid[])`;
  return platform
    .db<RegistryTables>()
    .selectFrom('registry.householdDecision')
    .selectAll()
    .distinctOn(['householdId', 'otherId'])
    .where((row) => row.or([row('householdId', '=', asked), row('otherId', '=', asked)]))
    .where('recordedAt', '<=', new Date(knownAt))
    .orderBy('householdId')
    .orderBy('otherId')
    .orderBy('seq', 'desc')
    .execute();
}
