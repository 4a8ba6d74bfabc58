import type { JoinedMember, HouseholdDifference } from '@interlink/contracts/registry/household-across';
import type { HouseholdView, MemberView } from '@interlink/contracts/registry/view';

type Said = JoinedMember['said'][number];

/**
 * Everybody in a household that several sources name, each once, with what each says of them. Whoever may not be seen
 * stays one source's: who they are, and whether two of them are one, is not told (S2).
 */
export function joinMembers(households: readonly HouseholdView[]): readonly JoinedMember[] {
  const joined = new Map<string, JoinedMember>();
  for (const { householdId, source, members } of households) {
    members.forEach((member, at) => {
      const key = member.personId ?? `${householdId} ${at}`;
      const before = joined.get(key);
      const said = [...(before?.said ?? []), { householdId, source, ...saidOf(member) }];
      const { personId, data } = member;
      joined.set(key, { ...(personId !== undefined && { personId }), ...(data && { data }), said });
    });
  }
  return [...joined.values()];
}

function saidOf({
  role,
  recipient,
  from,
  to,
}: Omit<MemberView, 'data' | 'personId'>): Omit<Said, 'householdId' | 'source'> {
  return {
    ...(role !== undefined && { role }),
    ...(recipient !== undefined && { recipient }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/**
 * A household that several sources know, as one. What can have one value is the word of the one that speaks; of everybody
 * in it the first word that there is, the speaker's first. Its numbers are those of all, in an order that does not change
 * with who speaks.
 */
export function mergeHouseholds(speaker: HouseholdView, others: readonly HouseholdView[]): HouseholdView {
  if (others.length === 0) return speaker;
  const all = [speaker, ...others];
  const byId = [...all].sort((a, b) => (a.householdId < b.householdId ? -1 : 1));
  const numbers = byId.flatMap(({ identifiers }) =>
    identifiers.map((one) => [`${one.type}|${one.value}`, one] as const),
  );
  return {
    ...speaker,
    identifiers: [...new Map(numbers).values()],
    members: joinMembers(all).map(({ said, ...who }) => ({ ...who, ...firstWords(said) })),
    enrolments: all.flatMap(({ enrolments }) => enrolments),
    otherEnrolments: all.some(({ otherEnrolments }) => otherEnrolments),
    lastUpdated: all.map(({ lastUpdated }) => lastUpdated).reduce((one, other) => (one > other ? one : other)),
  };
}

const firstWords = (said: readonly Said[]): ReturnType<typeof saidOf> =>
  said.map(saidOf).reduceRight((later, earlier) => ({ ...later, ...earlier }), {});

const differ = (values: readonly unknown[]) => new Set(values.filter((value) => value !== undefined)).size > 1;

/** Of some sources it is known more closely. */
const WIDER: Readonly<Partial<Record<string, string>>> = { daughter: 'child', son: 'child' };

/** A word that another says more closely is no other word. */
function closest(roles: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const wider = new Set(roles.map((role) => (role === undefined ? undefined : WIDER[role])));
  return roles.filter((role) => !wider.has(role));
}

/** What the sources do not agree about, as far as it is shown; a source that says nothing contradicts nobody. */
export function differencesBetween(households: readonly HouseholdView[]): readonly HouseholdDifference[] {
  const seen = joinMembers(households).filter(({ personId }) => personId !== undefined);
  const whoIs = (is: (said: MemberView) => boolean) =>
    households.map(({ members }) => members.find((one) => one.personId !== undefined && is(one))?.personId);
  const differences: readonly (readonly [HouseholdDifference, boolean])[] = [
    ['members', seen.some(({ said }) => new Set(said.map((one) => one.householdId)).size < households.length)],
    ['head', differ(whoIs(({ role }) => role === 'head'))],
    ['role', seen.some(({ said }) => differ(closest(said.map(({ role }) => role))))],
    ['recipient', differ(whoIs(({ recipient }) => recipient === 'primary'))],
    ['size', differ(households.map(({ size }) => size))],
    ['unit', differ(households.map(({ unit }) => unit))],
    ['place', differ(households.map(({ place }) => place?.locationId))],
    ['povertyScore', differ(households.map(({ povertyScore }) => povertyScore))],
  ];
  return differences.filter(([, isSo]) => isSo).map(([what]) => what);
}
