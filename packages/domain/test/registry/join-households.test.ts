import type { HouseholdView, MemberView } from '@interlink/contracts/registry/view';
import fc from 'fast-check';
import { differencesBetween, joinMembers, mergeHouseholds } from '../../src/registry/join-households.js';

const view = (source: string, members: readonly MemberView[], over: Partial<HouseholdView> = {}): HouseholdView => ({
  ...{ householdId: `of-${source}`, version: 1, asOf: '2026-11-24', knownAt: '2026-11-24T08:00:00.000Z', source },
  ...{ identifiers: [], unit: 'household', addresses: [], size: members.length, enrolments: [] },
  ...{ members: [...members], otherEnrolments: false, lastUpdated: '2026-11-24T08:00:00.000Z', ...over },
});
const amina: MemberView = { personId: 'amina', data: {}, role: 'head', recipient: 'primary' };
const juma: MemberView = { personId: 'juma', data: {}, role: 'son' };
const someMember: fc.Arbitrary<MemberView> = fc.constantFrom<MemberView[]>(
  amina,
  juma,
  { ...juma, role: 'head' },
  {},
  { role: 'child' },
);
const someViews = fc
  .tuple(fc.array(someMember, { maxLength: 4 }), fc.array(someMember, { maxLength: 4 }))
  .map(([one, other]) => [view('a', one), view('b', other)]);

describe('IBR-030: a household as two systems say', () => {
  it('has everybody who may be seen once, and every word of each system', () => {
    fc.assert(
      fc.property(someViews, (views) => {
        const joined = joinMembers(views);
        const seen = joined.flatMap(({ personId }) => personId ?? []);
        expect(new Set(seen).size).toBe(seen.length);
        const count = (source: string) =>
          joined.flatMap(({ said }) => said.filter((one) => one.source === source)).length;
        expect([count('a'), count('b')]).toEqual(views.map(({ members }) => members.length));
      }),
    );
  });

  it('S2: does not tell whether members who may not be seen are one', () => {
    const joined = joinMembers([view('a', [amina, { role: 'child' }]), view('b', [amina, { role: 'child' }])]);
    expect(joined.map(({ said }) => said.map(({ source }) => source))).toEqual([['a', 'b'], ['a'], ['b']]);
  });

  it('IBR-009: differs the same way round or the other, and never from itself', () => {
    fc.assert(
      fc.property(someViews, ([one, other]) => {
        const [some, others] = [one, other] as [HouseholdView, HouseholdView];
        expect(differencesBetween([some, others])).toEqual(differencesBetween([others, some]));
        expect(differencesBetween([some])).not.toContain('members');
      }),
    );
  });

  it.each([
    ['members', [amina, juma], [amina], {}],
    [
      'head',
      [amina, juma],
      [
        { ...juma, role: 'head' },
        { ...amina, role: 'spouse' },
      ],
      {},
    ],
    ['role', [amina, juma], [amina, { ...juma, role: 'spouse' }], {}],
    [
      'recipient',
      [amina, juma],
      [
        { ...amina, recipient: 'secondary' },
        { ...juma, recipient: 'primary' },
      ],
      {},
    ],
    ['size', [amina], [amina], { size: 4 }],
    ['unit', [amina], [amina], { unit: 'family' }],
    ['place', [amina], [amina], { place: { locationId: 'there' } }],
    ['povertyScore', [amina], [amina], { povertyScore: 2 }],
  ] as [string, MemberView[], MemberView[], Partial<HouseholdView>][])(
    'IBR-009: says that they differ about %s',
    (what, some, others, over) => {
      const here = { povertyScore: 1, place: { locationId: 'here' } };
      expect(differencesBetween([view('a', some, here), view('b', others, over)])).toContain(what);
      expect(differencesBetween([view('a', some, here), view('b', some)])).toEqual([]);
    },
  );

  it.each([
    ['child', 'daughter', false],
    ['son', 'child', false],
    ['son', 'daughter', true],
    ['child', 'spouse', true],
  ] as const)('IBR-009: takes a closer word for the same role: %s and %s', (role, other, differs) => {
    const [here, there] = [view('a', [{ ...juma, role }]), view('b', [{ ...juma, role: other }])];
    expect(differencesBetween([here, there]).includes('role')).toBe(differs);
  });
});

describe('IBR-030: a household that two systems know, told as one', () => {
  const numbered = (source: string, value: string, over: Partial<HouseholdView> = {}) =>
    view(source, [], { identifiers: [{ type: 'HOUSEHOLD_ID', value }], ...over });

  it('has everybody once, by the word of the one that speaks where it has one', () => {
    const speaker = view('b', [
      { ...amina, role: 'spouse' },
      { personId: 'dalila', data: {} },
    ]);
    const { members } = mergeHouseholds(speaker, [view('a', [amina, juma])]);
    expect(members.map(({ personId, role, recipient }) => [personId, role, recipient])).toEqual([
      ['amina', 'spouse', 'primary'],
      ['dalila', undefined, undefined],
      ['juma', 'son', undefined],
    ]);
  });

  it('bears the numbers of all, each once and in one order whoever speaks, and is as fresh as the freshest', () => {
    const [one, other] = [numbered('a', 'H-1'), numbered('b', 'W-1', { lastUpdated: '2026-11-25T08:00:00.000Z' })];
    const again = numbered('c', 'H-1');
    for (const told of [mergeHouseholds(one, [other, again]), mergeHouseholds(other, [again, one])]) {
      expect(told.identifiers.map(({ value }) => value)).toEqual(['H-1', 'W-1']);
      expect(told.lastUpdated).toBe(other.lastUpdated);
    }
  });

  it('is what the one that speaks says it is, and nothing else when nobody else knows it', () => {
    const speaker = view('a', [amina], { povertyScore: 3, unit: 'family' });
    const told = mergeHouseholds(speaker, [view('b', [amina, juma], { povertyScore: 7, otherEnrolments: true })]);
    expect(told).toMatchObject({
      householdId: 'of-a',
      povertyScore: 3,
      unit: 'family',
      size: 1,
      otherEnrolments: true,
    });
    expect(mergeHouseholds(speaker, [])).toEqual(speaker);
  });
});
