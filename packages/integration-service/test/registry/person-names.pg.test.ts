import type { Condition } from '@interlink/contracts/registry/query';
import { all, any, compare, not } from '@interlink/domain/registry/check-query';
import { openDatabase } from '../../src/platform/database.js';
import { up } from '../../src/migrations/20261130070000-registry-create-person-name.js';
import { WORDS } from '../../src/registry/search-sql.js';
import { countStatements } from '../support/statements-kit.js';
import { testActor } from '../support/platform.js';
import {
  aPerson,
  aScope,
  DISTRICT,
  everything,
  openRegistryTest,
  OTHER_DISTRICT,
  somePeople,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

jest.setTimeout(120_000);

const actor = testActor();
const called = (givenName: string, surname = 'Wanjiru') => ({ name: { givenName, surname } });
const liveIn = (districtId: string) => ({ place: { locationId: VILLAGE, districtId } });

describe('names apart from the people who bear them', () => {
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest();
    await test.feed('openimis', aPerson('1'), aPerson('2', called('Zebulon', 'Quartey')));
  });
  afterEach(() => test.close());

  const found = async (value: string, scope = everything) => {
    const where = compare('name', 'like', value);
    const page = { number: 1, size: 10 };
    return (await test.registry.search(actor, { recordType: 'Member', where, page }, scope)).total;
  };
  const kept = () => test.rows('registry.person_name order by person_id');
  /** What it should hold, by the view. */
  const ofView = () =>
    test.rows(
      `registry.person where merged_into is null and search_name <> '' order by person_id`,
      'person_id, district_id, search_name',
    );
  const expectInStep = async (people: number) => {
    expect(await kept()).toEqual(await ofView());
    expect(await kept()).toHaveLength(people);
  };

  it('SR-005: find whoever is called otherwise by the new name, and no more by the old one', async () => {
    await test.feed('openimis', aPerson('2', called('Adoma', 'Quartey')));
    expect([await found('Adoma Quartey'), await found('Zebulon')]).toEqual([1, 0]);
    await expectInStep(2);
  });

  it('S2: go with a person who moves', async () => {
    const here = aScope({ districts: [DISTRICT] });
    const there = aScope({ districts: [OTHER_DISTRICT] });
    const seen = async (name: string) => [await found(name, here), await found(name, there)];
    expect([await seen('Zebulon'), await seen('Zebulon Quartey')]).toEqual([
      [1, 0],
      [1, 0],
    ]);
    await test.feed('openimis', aPerson('2', { ...called('Zebulon', 'Quartey'), ...liveIn(OTHER_DISTRICT) }));
    expect([await seen('Zebulon'), await seen('Zebulon Quartey')]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    await expectInStep(2);
  });

  it('S2: are found by no word within no district, however a district is written', async () => {
    expect(await found('Zebulon', aScope({ districts: [] }))).toBe(0);
    expect(await found('Zebulon', aScope({ districts: [DISTRICT.toUpperCase()] }))).toBe(1);
    expect(await found(DISTRICT)).toBe(0);
  });

  it('IBR-030: are one when two people are, and two again when they are not', async () => {
    const [into, from] = [await test.personOf('openimis', '1'), await test.personOf('openimis', '2')];
    await test.registry.merge(into, from, { actor, reason: 'the card was shown' });
    await expectInStep(1);
    const [record] = await test.rows(`registry.person_record where record_key = '2'`, 'record_id');
    await test.registry.unlink(into, String(record?.['record_id']), { actor, reason: 'another woman' });
    expect([await found('Zebulon'), await found('Amina')]).toEqual([1, 1]);
    await expectInStep(2);
  });

  it('S15: are gone with whomever their source forgets', async () => {
    await test.feed('openimis', { kind: 'person', key: '2', deleted: true });
    expect(await found('Zebulon')).toBe(0);
    await expectInStep(1);
  });

  it('SR-005: are filled from the people whom a registry holds already', async () => {
    await test.superuser.query('drop table registry.person_name');
    const owner = openDatabase({ connectionString: test.url('interlink_owner'), name: 'test-up', maxConnections: 1 });
    await up(owner.db<unknown>());
    await owner.close();
    await expectInStep(2);
  });
});

describe('which questions names alone answer', () => {
  let test: RegistryTest;
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.registry.loadFirst(testActor('interlink'), 'openimis', [
      ...somePeople(1, 20, called('Amina')),
      ...somePeople(50, 1, { name: {} }),
    ]);
  });
  afterAll(() => test.close());

  const ask = async (where: Condition, sort?: { field: string }[]) => {
    const query = { recordType: 'Member' as const, where, page: { number: 1, size: 50 }, ...(sort && { sort }) };
    const { result, statements } = await countStatements(() => test.registry.search(actor, query, everything));
    const [first = ''] = statements.filter((text) => text.includes('count(*) over'));
    return { total: result.total, ofNames: first.includes('person_name') };
  };
  const amina = compare('name', 'like', 'Amina');

  it.each<[string, boolean, Condition]>([
    ['a name', true, amina],
    ['a name as it is spelt', true, compare('surname', 'eq', 'wanjiru')],
    ['given name and surname', true, all(compare('givenName', 'like', 'Amina'), compare('surname', 'like', 'Wanjiru'))],
    ['a name and what is not one', false, all(amina, compare('sex', 'eq', 'female'))],
    ['one of two', false, any(amina, compare('surname', 'eq', 'wanjiru'))],
  ])('SR-005: finds the same twenty by %s (of names: %s)', async (_what, ofNames, where) => {
    expect(await ask(where)).toEqual({ total: 20, ofNames });
  });

  it.each([
    ['people', 'registry.person', 'person_by_word'],
    ['names', 'registry.person_name', 'person_name_by_word'],
  ])('SR-005: looks for words of %s in the index that is made of the same', async (_what, table, index) => {
    // Of so few people it would rather read them all.
    await test.superuser.query('set enable_seqscan = off');
    const words = WORDS.compile(test.platform.db<unknown>()).sql;
    const { rows } = await test.superuser.query(`explain select from ${table} p where ${words} && '{amina}'::text[]`);
    expect(JSON.stringify(rows)).toContain(index);
  });

  it('SR-005: finds also those without a name where another name is not to be theirs', async () => {
    expect(await ask(not(amina))).toEqual({ total: 1, ofNames: false });
  });

  it('SR-005: sorts by what names do not tell', async () => {
    expect(await ask(amina, [{ field: 'birthDate' }])).toEqual({ total: 20, ofNames: false });
  });
});
