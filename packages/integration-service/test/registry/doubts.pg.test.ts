import { testActor } from '../support/platform.js';
import {
  aPerson,
  aScope,
  DISTRICT,
  everything,
  openRegistryTest,
  OTHER_DISTRICT,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

const numbered = (key: string, givenName: string, number: string, districtId = DISTRICT) =>
  aPerson(key, {
    identifiers: [{ type: 'NID', value: number }],
    name: { givenName, surname: givenName },
    birthDate: { date: `19${50 + key.length}-01-01`, precision: 'day' },
    place: { locationId: VILLAGE, districtId, name: 'Kibera' },
  });

describe('a doubt whether two people are one', () => {
  let test: RegistryTest;
  const how = { actor: testActor('decider'), reason: 'the same papers' };
  beforeEach(async () => {
    test = await openRegistryTest();
    // The same number, and nothing else in common.
    await test.feed('openimis', numbered('a', 'Amina', 'X1'), numbered('other', 'Zawadi', 'Y1'));
    await test.feed('second-mis', numbered('bb', 'Piet', 'X1', OTHER_DISTRICT));
  });
  afterEach(() => test.close());

  const open = async () => (await test.registry.listConflicts(how.actor, everything, {})).items;
  const doubts = async () => (await open()).filter(({ kind }) => kind === 'probable-match');
  const pairs = async () => (await doubts()).map((one) => [one.personId, one.otherPersonId].sort());
  const ids = async () => [
    await test.personOf('openimis', 'a'),
    await test.personOf('second-mis', 'bb'),
    await test.personOf('openimis', 'other'),
  ];
  const decide = async (decision: 'apart' | 'link', scope = everything, among: readonly string[] = []) => {
    const conflict = (await doubts()).find((one) =>
      among.every((id) => [one.personId, one.otherPersonId].includes(id)),
    );
    await test.registry.resolveConflict(String(conflict?.id), { decision, note: 'seen both' }, scope, how);
  };

  it('IBR-009: is settled when they are made one, whichever way that was done', async () => {
    const [amina = '', piet = ''] = await ids();
    await test.registry.merge(amina, piet, how);
    expect(await pairs()).toEqual([]);
  });

  it('IBR-009: is about whom one of them became, and can be decided there', async () => {
    const [amina = '', piet = '', zawadi = ''] = await ids();
    await test.registry.merge(zawadi, piet, how);
    expect(await pairs()).toEqual([[amina, zawadi].sort()]);
    await decide('link');
    expect(await pairs()).toEqual([]);
    expect(new Set(await ids()).size).toBe(1);
  });

  it('IBR-009: is asked once when both of two doubts come to be about the same two', async () => {
    await test.feed('second-mis', numbered('ccc', 'Juma', 'X1'));
    const [amina = '', piet = ''] = await ids();
    const juma = await test.personOf('second-mis', 'ccc');
    expect(await pairs()).toHaveLength(3);
    await test.registry.merge(piet, juma, how);
    expect(await pairs()).toEqual([[amina, piet].sort()]);
  });

  it('IBR-009: that a person answered is not asked again of the one that one of them became', async () => {
    await test.feed('second-mis', numbered('ccc', 'Juma', 'X1'));
    const [amina = '', piet = ''] = await ids();
    const juma = await test.personOf('second-mis', 'ccc');
    await decide('apart', everything, [juma, amina]);
    await test.registry.merge(juma, piet, how);
    expect(await pairs()).toEqual([]);
  });

  it.each(['link', 'apart'] as const)(
    'S2: is not decided as “%s” by who may see one of them alone, in either district',
    async (decision) => {
      for (const district of [DISTRICT, OTHER_DISTRICT]) {
        const refused = await decide(decision, aScope({ districts: [district] })).then(
          () => undefined,
          ({ code }: { code: string }) => code,
        );
        expect(refused).toMatch(/^registry\.(conflict|person)-not-found$/);
      }
      expect(await pairs()).toHaveLength(1);
      expect(new Set(await ids()).size).toBe(3);
      await decide(decision, aScope({ districts: [DISTRICT, OTHER_DISTRICT] }));
      expect(await pairs()).toEqual([]);
      expect(new Set(await ids()).size).toBe(decision === 'link' ? 2 : 3);
    },
  );

  it('IBR-016: is told on the page of either of them, with both names', async () => {
    for (const personId of (await ids()).slice(0, 2)) {
      const { items } = await test.registry.listConflicts(how.actor, everything, { personId });
      const names = items.map((one) => [one.personName, one.otherPersonName].sort());
      expect(names).toEqual([['Amina Amina', 'Piet Piet']]);
    }
    // S6: whose name was shown was looked at.
    const looked = await test.rows(
      `platform.audit_entry where header ->> 'action' = 'registry.read-conflicts'`,
      `header ->> 'subject' as subject`,
    );
    expect(new Set(looked.map(({ subject }) => subject))).toEqual(new Set((await ids()).slice(0, 2)));
  });

  it('S2: names nobody of a district that may not be seen', async () => {
    const names = await Promise.all(
      [DISTRICT, OTHER_DISTRICT].map((district) =>
        test.registry.listConflicts(how.actor, aScope({ districts: [district] }), {}),
      ),
    );
    const [doubt, ...none] = names.flatMap(({ items }) => items);
    expect(none).toEqual([]);
    expect([doubt?.personName, doubt?.otherPersonName].filter(Boolean)).toHaveLength(1);
  });

  it('F03: is none among all who have zeros for a number', async () => {
    await test.feed('openimis', numbered('zero', 'Fatuma', '000000'), numbered('nil', 'Halima', '0000 00'));
    await test.feed('second-mis', numbered('nought', 'Grace', '٠٠٠٠٠٠'), numbered('none', 'Joy', '-'));
    expect(await pairs()).toHaveLength(1);
  });

  it('IBR-028: is none about one person whose number two systems write in two scripts: they are linked', async () => {
    await test.feed('openimis', numbered('latin', 'Halima', '4711-0815'));
    await test.feed('second-mis', numbered('arabe', 'Halima', '٤٧١١٠٨١٥'));
    expect(await test.personOf('second-mis', 'arabe')).toBe(await test.personOf('openimis', 'latin'));
  });
});
