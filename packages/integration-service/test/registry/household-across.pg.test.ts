import type { HouseholdAcross } from '@interlink/contracts/registry/household-across';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { testActor } from '../support/platform.js';
import { countStatements } from '../support/statements-kit.js';
import {
  aHousehold,
  known,
  openTwoSystems,
  OURS,
  pairOf,
  sourcesOf,
  THEIRS,
  type TwoSystems,
} from './household-across-kit.js';
import { aScope, anEnrolment, everything, OTHER_DISTRICT, VILLAGE } from './registry-kit.js';

jest.setTimeout(60_000);

const actor = testActor();
const saidOf = ({ across }: HouseholdAcross) =>
  across.members.map(({ data, said }) => [
    data?.name?.givenName,
    ...said.map(({ source, role, recipient }) => [source, role, recipient]),
  ]);

describe('IBR-030: one household of two systems', () => {
  let test: TwoSystems;
  beforeEach(async () => {
    test = await openTwoSystems();
  });
  afterEach(() => test.close());

  const elsewhere = { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' };
  const enrolled = (source: 'openimis' | 'second-mis', key: string, programme: string) =>
    test.feed(source, {
      ...{ kind: 'enrolment', key: programme, subject: { kind: 'household', key }, validFrom: '2026-01-01' },
      data: { programme, status: 'active', enrolledOn: '2026-01-01' },
    });

  it('has everybody once, with the role and the recipient that each system names, and what they do not agree about', async () => {
    const household = await test.look();
    expect(sourcesOf(household)).toEqual(['openimis', 'second-mis']);
    expect(saidOf(household)).toEqual([
      ['Amina', ['openimis', 'head', 'primary'], ['second-mis', 'head', undefined]],
      ['Baraka', ['openimis', 'son', undefined], ['second-mis', 'child', 'primary']],
      ['Chausiku', ['second-mis', 'child', undefined]],
    ]);
    expect(household.across.differences).toEqual(['members', 'recipient', 'size']);
    expect([household.source, household.members.length]).toEqual(['openimis', 2]);
  });

  it('says why the two are one', async () => {
    const { across } = await test.look();
    expect(across.pairs).toEqual([
      {
        ...{ householdId: OURS, source: 'openimis', people: 2 },
        ...{ otherId: THEIRS, otherSource: 'second-mis', otherPeople: 3 },
        ...{ shared: 2, score: 2 / 3, evidence: ['members-some', 'head-same'] },
        ...{ isOne: true, by: 'rule', version: 0 },
      },
    ]);
  });

  it('is the same from either side, the one that was asked for first', async () => {
    const theirs = await test.look(THEIRS);
    expect(sourcesOf(theirs)).toEqual(['second-mis', 'openimis']);
    const ids = ({ across }: HouseholdAcross) => across.members.map(({ personId }) => personId).sort();
    expect(ids(theirs)).toEqual(ids(await test.look()));
    expect(theirs.across.differences).toEqual((await test.look()).across.differences);
  });

  it('IBR-009: follows the links of its people, and undoing a link restores it', async () => {
    const before = await test.look();
    const baraka = await test.personOf('openimis', '2');
    const record = recordIdOf('second-mis', 'person', 'm2');
    const apart = await test.registry.unlink(baraka, record, { actor, reason: 'his brother' });
    const parted = await test.look();
    expect([sourcesOf(parted), parted.across.members.length]).toEqual([['openimis'], 2]);
    expect(pairOf(parted)).toMatchObject({ isOne: false, shared: 1, people: 2, otherPeople: 3, by: 'rule' });
    await test.registry.merge(baraka, apart, { actor, reason: 'himself after all' });
    const again = await test.look();
    expect([again.across.members, again.across.pairs]).toEqual([before.across.members, before.across.pairs]);
  });

  it('IBR-030: is one as of a day on which its people lived in both, and as it was known at a moment', async () => {
    const heardFirst = test.clock.now();
    test.clock.advance(60_000);
    await test.feed(
      'second-mis',
      aHousehold('w', [{ personKey: 'm1', role: 'head' }], {}, '2024-01-01'),
      aHousehold('w', [{ personKey: 'm1' }, { personKey: 'm2' }, { personKey: 'm3' }], {}, '2025-01-01'),
    );
    await test.feed(
      'openimis',
      aHousehold('h', [{ personKey: '1' }, { personKey: '2' }], {}, '2024-01-01'),
      aHousehold('h', [{ personKey: '1' }, { personKey: '2' }, { personKey: '3' }], {}, '2025-01-01'),
      known('3', 3),
    );
    const on = async (asOf: string, knownAt?: Date) => {
      const seen = await test.look(OURS, { asOf, ...(knownAt && { knownAt }) });
      return [sourcesOf(seen).length, seen.across.members.length];
    };
    expect(await on('2024-06-01')).toEqual([1, 2]);
    expect(await on('2025-06-01')).toEqual([2, 3]);
    expect(await on('2026-11-24', heardFirst)).toEqual([2, 3]);
    expect(saidOf(await test.look(OURS, { asOf: '2026-11-24', knownAt: heardFirst }))).toContainEqual([
      'Chausiku',
      ['second-mis', 'child', undefined],
    ]);
  });

  it('IBR-030: is in the past by the links of then', async () => {
    const knownAt = test.clock.now();
    test.clock.advance(60_000);
    const record = recordIdOf('second-mis', 'person', 'm2');
    await test.registry.unlink(await test.personOf('openimis', '2'), record, { actor, reason: 'his brother' });
    expect(sourcesOf(await test.look(OURS, { knownAt }))).toEqual(['openimis', 'second-mis']);
    expect(sourcesOf(await test.look(OURS, { knownAt: test.clock.now() }))).toEqual(['openimis']);
  });

  it.each([
    ['now', {}],
    ['of a past day', { asOf: '2026-11-24' }],
  ])('S2: does not show, name or count a household of another district: %s', async (_which, when) => {
    await test.feed('second-mis', aHousehold('w', [{ personKey: 'm1' }, { personKey: 'm2' }], { place: elsewhere }));
    const { across } = await test.look(OURS, when, aScope());
    expect([across.households.length, across.members.length, across.pairs]).toEqual([1, 2, []]);
    expect(sourcesOf(await test.look(OURS, when, aScope({ districts: 'all' })))).toHaveLength(2);
    await expect(test.look(THEIRS, when, aScope())).rejects.toMatchObject({ code: 'registry.household-not-found' });
  });

  it('S2: shows of each household no more than its own view does, and of members elsewhere only what each says of them', async () => {
    await test.feed('second-mis', known('m3', 3, { place: elsewhere }));
    const scope = aScope();
    const { across } = await test.look(OURS, {}, scope);
    const theirs = await test.registry.getHousehold(actor, THEIRS, scope);
    const hidden = across.members.filter(({ data }) => data === undefined);
    expect(hidden).toEqual([{ said: [{ householdId: THEIRS, source: 'second-mis', role: 'child' }] }]);
    const { members: _members, enrolments: _enrolments, asOf: _asOf, knownAt: _knownAt, ...own } = theirs;
    expect(across.households[1]).toEqual(own);
  });

  it('S2: shows of programmes of other institutions only that there are more', async () => {
    await enrolled('openimis', 'h', 'CHG');
    await enrolled('second-mis', 'w', 'FOOD');
    const seen = (await test.look(OURS, {}, aScope())).across;
    expect([seen.enrolments.map(({ programme }) => programme), seen.otherEnrolments]).toEqual([['CHG'], true]);
    expect(JSON.stringify(seen)).not.toContain('FOOD');
    const all = (await test.look()).across;
    expect([all.enrolments.map(({ programme }) => programme), all.otherEnrolments]).toEqual([['CHG', 'FOOD'], false]);
  });

  it.each<[string, Scope, string[]]>([
    ['of the institution of the one', aScope(), ['CHG']],
    ['of that of the other', aScope({ institutions: ['MWO'] }), ['FOOD']],
    ['with whom the other shares', aScope({ sharing: ['MWO'] }), ['CHG', 'FOOD']],
    ['of no institution', aScope({ institutions: [] }), []],
  ])('S2: shows an operator %s the programmes that the person’s view shows him', async (_who, scope, programmes) => {
    for (const [source, key, person, programme] of [
      ['openimis', 'h', '1', 'CHG'],
      ['second-mis', 'w', 'm1', 'FOOD'],
    ] as const) {
      await enrolled(source, key, programme);
      await test.feed(source, anEnrolment(person, programme));
    }
    const person = await test.registry.getPerson(actor, await test.personOf('openimis', '1'), scope);
    const told = ({ enrolments, otherEnrolments }: Pick<PersonView, 'enrolments' | 'otherEnrolments'>) => [
      enrolments.map(({ programme }) => programme).sort(),
      otherEnrolments,
    ];
    expect(told(person)).toEqual([programmes, programmes.length < 2]);
    for (const when of [{}, { asOf: '2026-11-24' }]) {
      expect(told((await test.look(OURS, when, scope)).across)).toEqual(told(person));
      const own = await test.registry.getHousehold(actor, OURS, scope, when);
      expect(told(own)[0]).toEqual(programmes.filter((one) => one === 'CHG'));
    }
  });

  it('S6: is read in the name of everybody who is shown, those of the other system among them', async () => {
    await test.look();
    const read = await test.rows(
      `platform.audit_entry where header ->> 'action' = 'registry.read-household'`,
      `header ->> 'subject' as subject`,
    );
    const everybody = await Promise.all(['m1', 'm2', 'm3'].map((key) => test.personOf('second-mis', key)));
    expect(read.map(({ subject }) => subject).sort()).toEqual([...everybody].sort());
  });

  it('IBR-030: is read by as many statements for twelve people in two systems as for one', async () => {
    const both = async (name: string, from: number, count: number) => {
      const numbers = Array.from({ length: count }, (_, at) => from + at);
      for (const source of ['openimis', 'second-mis'] as const) {
        const people = numbers.map((number) => known(`${name}${number}`, number));
        const members = people.map(({ key }) => ({ personKey: key }));
        await test.feed(source, ...people, aHousehold(name, members));
      }
      return recordIdOf('openimis', 'household', name);
    };
    const [small, large] = [await both('small', 100, 1), await both('large', 200, 12)];
    for (const when of [{}, { asOf: '2026-11-24' }]) {
      const one = await countStatements(() => test.look(small, when));
      const twelve = await countStatements(() => test.look(large, when));
      expect(
        [one.result, twelve.result].map(({ across }) => [across.households.length, across.members.length]),
      ).toEqual([
        [2, 1],
        [2, 12],
      ]);
      expect(twelve.statements.length).toBe(one.statements.length);
    }
  });

  it('IBR-030: costs a household that one system knows two statements more than its own view', async () => {
    await test.feed('openimis', known('4', 4), aHousehold('alone', [{ personKey: '4' }]));
    const alone = recordIdOf('openimis', 'household', 'alone');
    const asked = async (read: () => Promise<unknown>) =>
      (await countStatements(read)).statements.filter((text) => text.includes('registry.')).length;
    const own = await asked(() => test.registry.getHousehold(actor, alone, everything));
    expect(await asked(() => test.look(alone))).toBe(own + 2);
  });
});
