import { ServiceError } from '@interlink/contracts/errors';
import type { HouseholdPair } from '@interlink/contracts/registry/household-across';
import type { Scope } from '@interlink/contracts/registry/scope';
import { any, compare } from '@interlink/domain/registry/check-query';
import { compareHouseholds, pairOf, sameHousehold, type Likeness } from '@interlink/domain/registry/same-household';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { knownOf, lookAround, nearNow, nearWithin, type LookNear, type Word } from './around.js';
import { within, type Core } from './core.js';
import { openReasons } from './household-words.js';
import { searchRegistry } from './search.js';
import { shownAt } from './shown.js';

/** More households of one number than anybody chooses from. */
const MOST = 20;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * This household beside each other one of that number, of a document, of its system or of its page, whether or not they
 * share anybody: what a person decides on. No more is found than a search finds (S2), and as a search it is logged (S6).
 */
export async function findPairs(
  core: Core,
  actor: Actor,
  householdId: string,
  number: string,
  scope: Scope,
): Promise<HouseholdPair[]> {
  const byNumber = compare('identifier', 'eq', number);
  const where = ID.test(number) ? any(byNumber, compare('householdId', 'eq', number)) : byNumber;
  const query = { recordType: 'Group' as const, where, page: { number: 1, size: MOST } };
  const found = await searchRegistry(core, actor, query, scope);
  const ids = found.recordType === 'Group' ? found.items.map((one) => one.householdId) : [];
  const others = ids.filter((id) => id !== householdId);
  return pairsWith(core, householdId, others, nearNow(core, shownAt(core, scope)));
}

/** Within a transaction of the caller. Throws `registry.household-not-found` when the scope does not reach both. */
export async function readPair(
  core: Core,
  tx: Tx,
  householdId: string,
  otherId: string,
  scope: Scope,
): Promise<HouseholdPair> {
  const bound = within(core, tx);
  const [pair] = await pairsWith(bound, householdId, [otherId], nearWithin(bound, shownAt(bound, scope)));
  if (!pair) throw new ServiceError('registry.household-not-found');
  return pair;
}

async function pairsWith(core: Core, householdId: string, otherIds: readonly string[], lookNear: LookNear) {
  const policy = core.policy.households;
  const around = await lookAround([householdId, ...otherIds], lookNear, policy);
  const byId = new Map(around.households.map((one) => [one.householdId, one]));
  const own = byId.get(householdId);
  if (!own) throw new ServiceError('registry.household-not-found');
  const same = sameHousehold(householdId, knownOf(around), policy);
  const pairs = otherIds.flatMap((id) => byId.get(id) ?? []).map((other) => compareHouseholds(own, other, policy));
  return toPairs(core, pairs, around.words, ({ other }) => same.includes(other.householdId));
}

/** Each two of them as they are shown, with the last word on them. */
export async function toPairs(
  core: Core,
  pairs: readonly Likeness[],
  words: readonly Word[],
  isOne: (pair: Likeness) => boolean,
): Promise<HouseholdPair[]> {
  const byPair = new Map(words.map((word) => [pairOf(word.householdId, word.otherId), word]));
  const found = pairs.map((likeness) => ({
    likeness,
    word: byPair.get(pairOf(likeness.one.householdId, likeness.other.householdId)),
  }));
  const reasons = await openReasons(
    core,
    found.flatMap(({ word }) => word ?? []),
  );
  return found.map(({ likeness, word }) =>
    toPair(likeness, { isOne: isOne(likeness), word, reason: word && reasons.get(word) }),
  );
}

interface Outcome {
  readonly isOne: boolean;
  readonly word: Word | undefined;
  readonly reason: string | undefined;
}

function toPair(
  { one, other, shared, score, evidence, isAlike }: Likeness,
  { isOne, word, reason }: Outcome,
): HouseholdPair {
  const decision = word === undefined || word.decision === 'rule' ? undefined : word.decision;
  return {
    ...{ householdId: one.householdId, source: one.source, people: one.members.size },
    ...{ otherId: other.householdId, otherSource: other.source, otherPeople: other.members.size },
    ...{ shared, score, isOne, by: decision === undefined ? ('rule' as const) : ('decision' as const) },
    evidence: [...evidence, ...(isAlike && !isOne && decision === undefined ? ['more-than-one'] : [])],
    version: word?.seq ?? 0,
    ...(word &&
      decision && {
        decided: {
          ...{ decision, by: word.who, at: word.recordedAt.toISOString() },
          ...(reason !== undefined && { reason }),
        },
      }),
  };
}
