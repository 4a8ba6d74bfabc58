import { ServiceError } from '@interlink/contracts/errors';
import type { HouseholdAcross, HouseholdPair } from '@interlink/contracts/registry/household-across';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { HouseholdView } from '@interlink/contracts/registry/view';
import { differencesBetween, joinMembers } from '@interlink/domain/registry/join-households';
import {
  compareHouseholds,
  pairOf,
  pairsThatShare,
  sameHousehold,
  type SourceHousehold,
} from '@interlink/domain/registry/same-household';
import type { Actor } from '../platform/actor.js';
import { decisionsOf, knownOf, lookAround, nearNow, type Around } from './around.js';
import { nearThen } from './around-past.js';
import type { When } from './asking.js';
import type { Core } from './core.js';
import { toPairs } from './household-pairs.js';
import { auditHousehold, householdsAt, isPast } from './read-one.js';
import { shownFor } from './shown.js';

/**
 * A household with what every source says of the same one. Which ones are the same is judged anew at each reading, by
 * the people they share then and by what people decided; nothing of it is kept that a link could make untrue.
 */
export async function readHouseholdAcross(
  core: Core,
  actor: Actor,
  householdId: string,
  scope: Scope,
  when: When,
): Promise<HouseholdAcross> {
  const shown = await shownFor(core, scope, when.asOf, when.knownAt);
  const lookNear = isPast(when) ? nearThen(core, shown) : nearNow(core, shown);
  const [[own], around] = await Promise.all([
    householdsAt(core, [householdId], shown, when),
    lookAround([householdId], lookNear, core.policy.households),
  ]);
  if (!own) throw new ServiceError('registry.household-not-found');
  const same = sameHousehold(householdId, knownOf(around), core.policy.households);
  const others = same.filter((id) => id !== householdId);
  const households = [own, ...(await householdsAt(core, others, shown, when))];
  const pairs = await pairsOf(core, [householdId, ...others], around);
  return auditHousehold(core, actor, { ...own, across: joined(households, pairs) }, households, shown, when);
}

function joined(households: readonly HouseholdView[], pairs: HouseholdPair[]): HouseholdAcross['across'] {
  return {
    households: households.map(
      ({ members: _members, enrolments: _enrolments, asOf: _asOf, knownAt: _knownAt, ...said }) => said,
    ),
    members: [...joinMembers(households)],
    enrolments: households.flatMap(({ enrolments }) => enrolments),
    otherEnrolments: households.some(({ otherEnrolments }) => otherEnrolments),
    differences: [...differencesBetween(households)],
    pairs,
  };
}

/** Of other households that a large one shares somebody with, those that it shares most with. */
const MOST_NEAR = 20;

type Pair = readonly [SourceHousehold, SourceHousehold];

/** Why these are one, and what is near them and is not. */
async function pairsOf(core: Core, same: readonly string[], around: Around): Promise<HouseholdPair[]> {
  const rankOf = ({ householdId }: SourceHousehold) =>
    same.includes(householdId) ? same.indexOf(householdId) : same.length;
  const isIn = (household: SourceHousehold) => rankOf(household) < same.length;
  const near = pairsAround(around)
    .map((pair) => [...pair].sort((a, b) => rankOf(a) - rankOf(b)) as [SourceHousehold, SourceHousehold])
    .filter(([one]) => isIn(one))
    .map(([one, other]) => compareHouseholds(one, other, core.policy.households))
    .sort((a, b) => Number(isIn(b.other)) - Number(isIn(a.other)) || b.score - a.score)
    .slice(0, same.length * same.length + MOST_NEAR);
  return toPairs(core, near, around.words, ({ other }) => isIn(other));
}

/** Of whom somebody is in both, or a person said something. */
function pairsAround({ households, words }: Around): Pair[] {
  const byId = new Map(households.map((one) => [one.householdId, one]));
  const decided = decisionsOf(words).flatMap(({ householdId, otherId }): Pair[] => {
    const [one, other] = [byId.get(householdId), byId.get(otherId)];
    return one && other ? [[one, other]] : [];
  });
  const all = [...pairsThatShare(households), ...decided];
  return [...new Map(all.map((pair) => [pairOf(pair[0].householdId, pair[1].householdId), pair])).values()];
}
