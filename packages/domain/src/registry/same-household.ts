/** A household as one source names it, on one day. */
export interface SourceHousehold {
  readonly householdId: string;
  readonly source: string;
  /** The people in it, each once; somebody whom no record describes by a name of their own. */
  readonly members: ReadonlySet<string>;
  /** Whom the source names head; absent when it names nobody, or several. */
  readonly head?: string;
}

/** A person's word about two households; the last one on them counts. */
export interface HouseholdDecision {
  readonly householdId: string;
  readonly otherId: string;
  readonly decision: 'apart' | 'same';
}

/** Which part of the larger household must be in the other one too; less is asked when both name the same head. */
export interface SamenessPolicy {
  readonly shared: number;
  readonly sharedWithHead: number;
}

/** What two households have in common, and whether that is enough. */
export interface Likeness {
  readonly one: SourceHousehold;
  readonly other: SourceHousehold;
  readonly shared: number;
  /** 0 to 1: the part of the larger household that is in both. */
  readonly score: number;
  /** Codes of what agreed and what did not. */
  readonly evidence: readonly string[];
  readonly isAlike: boolean;
}

/** By the people they share. Of one source two are never one by themselves: it says they are two. */
export function compareHouseholds(one: SourceHousehold, other: SourceHousehold, policy: SamenessPolicy): Likeness {
  const shared = [...one.members].filter((member) => other.members.has(member)).length;
  const larger = Math.max(one.members.size, other.members.size);
  const score = larger === 0 ? 0 : shared / larger;
  const head = headsOf(one, other);
  const least = head === 'head-same' ? policy.sharedWithHead : policy.shared;
  const isAlike = one.source !== other.source && shared > 0 && score >= least;
  return {
    one,
    other,
    shared,
    score,
    isAlike,
    evidence: [membersOf(shared, larger), head, ...(one.source === other.source ? ['same-source'] : [])],
  };
}

const membersOf = (shared: number, larger: number) =>
  shared === 0 ? 'members-none' : shared === larger ? 'members-same' : 'members-some';

function headsOf({ head: one }: SourceHousehold, { head: other }: SourceHousehold) {
  if (one === undefined || other === undefined) return 'head-unknown';
  return one === other ? 'head-same' : 'head-differs';
}

/** What is known of some households and of what people decided about them. */
export interface Known {
  readonly households: readonly SourceHousehold[];
  readonly decisions: readonly HouseholdDecision[];
}

/**
 * Whichever of these households may be one with one of those: who judges reads what is near each of them first, so that
 * the answer is the same whichever of them was asked for.
 */
export function mayBeOne(householdIds: readonly string[], known: Known, policy: SamenessPolicy): readonly string[] {
  const { decided, alike } = linksOf(known, policy);
  const groups = grouped(known.households, [...decided, ...alike], () => true);
  return [...new Set(householdIds.flatMap((householdId) => idsIn(groups, householdId)))];
}

/** Whichever of these households are one with this one, itself among them. */
export const sameHousehold = (householdId: string, known: Known, policy: SamenessPolicy): readonly string[] =>
  householdsAsOne(known, policy).get(householdId) ?? [];

/**
 * By household: which of these are one with it, itself among them. A person's word goes before the rule, and that two are
 * not one before that they are. The rule joins a household to no second one of a source: who is like both of them is for
 * a person to tell.
 */
export function householdsAsOne(known: Known, policy: SamenessPolicy): ReadonlyMap<string, readonly string[]> {
  const { decided, alike, isApart } = linksOf(known, policy);
  const words = new Set(decided);
  const mayJoin = (link: Link, some: Group, others: Group) =>
    some.every((one) =>
      others.every((other) => !isApart(one, other) && (words.has(link) || one.source !== other.source)),
    );
  const byWord = grouped(known.households, decided, mayJoin);
  const sure = onlyOnes(alike, (one) => idsIn(byWord, one.householdId)[0] ?? '').sort(likerFirst);
  const groups = grouped(known.households, [...decided, ...sure], mayJoin);
  return new Map(known.households.map(({ householdId }) => [householdId, idsIn(groups, householdId)]));
}

interface Link {
  readonly one: SourceHousehold;
  readonly other: SourceHousehold;
  readonly score: number;
}

/** What joins households: words of people, in an order that never changes, and likeness that no word denies. */
function linksOf({ households, decisions }: Known, policy: SamenessPolicy) {
  const byId = new Map(households.map((one) => [one.householdId, one]));
  const words = new Map(decisions.map((one) => [pairOf(one.householdId, one.otherId), one.decision]));
  const wordOn = (one: SourceHousehold, other: SourceHousehold) =>
    words.get(pairOf(one.householdId, other.householdId));
  const decided = decisions
    .flatMap(({ householdId, otherId, decision }): Link[] => {
      const [one, other] = [byId.get(householdId), byId.get(otherId)];
      return decision === 'same' && one && other ? [{ one, other, score: 1 }] : [];
    })
    .sort(byPair);
  const alike = pairsThatShare(households)
    .map(([one, other]) => compareHouseholds(one, other, policy))
    .filter(({ one, other, isAlike }) => isAlike && wordOn(one, other) === undefined);
  return { decided, alike, isApart: (one: SourceHousehold, other: SourceHousehold) => wordOn(one, other) === 'apart' };
}

/** A pair by one name, whichever way round. */
export const pairOf = (one: string, other: string): string => [one, other].sort().join('|');

const nameOf = ({ one, other }: Link) => pairOf(one.householdId, other.householdId);
const byPair = (a: Link, b: Link) => (nameOf(a) < nameOf(b) ? -1 : 1);
const likerFirst = (a: Link, b: Link) => b.score - a.score || byPair(a, b);

/** Like no other household of that source, on either side; those that a person made one count as one. */
function onlyOnes(alike: readonly Link[], nameOf: (household: SourceHousehold) => string): Link[] {
  const sidesOf = ({ one, other }: Link) =>
    [
      [`${nameOf(one)}|${other.source}`, nameOf(other)],
      [`${nameOf(other)}|${one.source}`, nameOf(one)],
    ] as const;
  const likes = new Map<string, Set<string>>();
  for (const [side, like] of alike.flatMap(sidesOf)) likes.set(side, (likes.get(side) ?? new Set()).add(like));
  return alike.filter((link) => sidesOf(link).every(([side]) => likes.get(side)?.size === 1));
}

/** Only those who have somebody in common are compared. */
export function pairsThatShare(
  households: readonly SourceHousehold[],
): readonly (readonly [SourceHousehold, SourceHousehold])[] {
  const homes = new Map<string, SourceHousehold[]>();
  const pairs = new Map<string, readonly [SourceHousehold, SourceHousehold]>();
  for (const household of households) {
    for (const member of household.members) {
      const others = homes.get(member) ?? [];
      for (const other of others) pairs.set(pairOf(other.householdId, household.householdId), [other, household]);
      homes.set(member, [...others, household]);
    }
  }
  return [...pairs.values()];
}

type Group = readonly SourceHousehold[];

function grouped(
  households: readonly SourceHousehold[],
  links: readonly Link[],
  mayJoin: (link: Link, some: Group, others: Group) => boolean,
): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>(households.map((one) => [one.householdId, [one]]));
  for (const link of links) {
    const [some = [], others = []] = [groups.get(link.one.householdId), groups.get(link.other.householdId)];
    if (some === others || !mayJoin(link, some, others)) continue;
    const joined = [...some, ...others];
    for (const { householdId } of joined) groups.set(householdId, joined);
  }
  return groups;
}

const idsIn = (groups: ReadonlyMap<string, Group>, householdId: string): readonly string[] =>
  (groups.get(householdId) ?? []).map((one) => one.householdId).sort();
