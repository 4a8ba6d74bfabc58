import type { Condition } from '@interlink/contracts/registry/query';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { all, compare } from '@interlink/domain/registry/check-query';
import { testActor } from '../support/platform.js';
import {
  aPerson,
  DISTRICT,
  everything,
  openRegistryTest,
  somePeople,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';
import { countStatements } from '../support/statements-kit.js';

jest.setTimeout(120_000);

const household = (key: string, members: readonly string[]): SourceRecord => ({
  kind: 'household',
  key,
  data: {
    place: { locationId: VILLAGE, districtId: DISTRICT },
    members: members.map((personKey) => ({ personKey })),
  },
});

const keys = (from: number, count: number) => Array.from({ length: count }, (_, at) => String(from + at));

/** More than a search by name looks at, half of them in another spelling; and households of one and of twelve. */
describe('a registry of many people', () => {
  let test: RegistryTest;
  const actor = testActor();
  beforeAll(async () => {
    test = await openRegistryTest();
    const spelling = (at: number) => ({
      name: { givenName: at % 3 === 0 ? 'Mohamed' : 'Muhammad', secondName: 'Zawadi', surname: `Family${at}` },
      identifiers: [{ type: 'NID', value: `M-${at}` }],
    });
    const load = (records: readonly SourceRecord[]) =>
      test.registry.loadFirst(testActor('interlink'), 'openimis', records);
    await load(somePeople(10_000, 1200, spelling));
    await load([...somePeople(1, 13), household('h1', ['1']), household('h12', keys(2, 12))]);
  });
  afterAll(() => test.close());

  const search = async (where: Condition, page = { number: 1, size: 10 }) => {
    const found = await test.registry.search(actor, { recordType: 'Member', where, page }, everything);
    if (found.recordType !== 'Member') throw new Error('people were asked for');
    return found;
  };
  const householdId = async (key: string) =>
    (await test.rows(`registry.household where record_key = '${key}'`, 'household_id'))[0]?.['household_id'] as string;

  it('SR-005: counts no more than a thousand of a name, says so, and looks at the spelling asked for first', async () => {
    const found = await search(compare('name', 'like', 'Mohamed'));
    expect(found.hasMore).toBe(true);
    expect(found.total).toBe(400);
    expect(found.items.map(({ data }) => data.name?.givenName)).toEqual(Array(10).fill('Mohamed'));
  });

  it('SR-005: looks at other spellings when nobody is spelt as it was asked', async () => {
    const found = await search(compare('name', 'like', 'Mohammed'));
    expect([found.hasMore, found.total]).toEqual([true, 1000]);
  });

  it('SR-005: does not look for other spellings of a word that too many bear as it was asked', async () => {
    const { result, statements } = await countStatements(() => search(compare('name', 'like', 'Zawadi')));
    expect([result.total, result.hasMore]).toEqual([1000, true]);
    expect(statements.filter((text) => text.includes('count(*) over'))).toHaveLength(1);
  });

  it('SR-005: counts exactly, and says nothing of more, where a name is narrowed down', async () => {
    const born = all(compare('name', 'like', 'Mohammed'), compare('birthDate', 'eq', '1940-02-11'));
    const found = await search(born);
    const { length } = await test.rows(`registry.person where birth_date = '1940-02-11' and search_name like 'm%'`);
    expect(length).toBeGreaterThan(0);
    expect([found.total, found.hasMore]).toEqual([length, undefined]);
  });

  it('SR-005: puts nobody on two pages of a name that many bear', async () => {
    const pages = [1, 2, 3].map((number) => search(compare('name', 'like', 'Mohamed'), { number, size: 50 }));
    const ids = (await Promise.all(pages)).flatMap(({ items }) => items.map(({ personId }) => personId));
    expect(new Set(ids).size).toBe(150);
  });

  it('SR-005: tells the total on a page behind the last one too', async () => {
    const found = await search(compare('name', 'like', 'Mohammed'), { number: 200, size: 10 });
    expect([found.items, found.total, found.hasMore]).toEqual([[], 1000, true]);
  });

  it('IBR-030: reads a household by as many statements for twelve members as for one', async () => {
    const [small, large] = [await householdId('h1'), await householdId('h12')];
    const read = (id: string) => countStatements(() => test.registry.getHousehold(actor, id, everything));
    const one = await read(small);
    const twelve = await read(large);
    expect(twelve.result.members).toHaveLength(12);
    expect(twelve.result.members.every(({ data }) => data !== undefined)).toBe(true);
    expect(twelve.statements.length).toBe(one.statements.length);
    // Programmes, the household, its members, its enrolments and the people at once; then the entry in the log.
    expect(twelve.statements.filter((text) => text.startsWith('select') && text.includes('registry'))).toHaveLength(5);
  });

  it('IBR-030: reads a person by one statement, and ten people that a search finds by one more', async () => {
    const id = await test.personOf('openimis', '1');
    const view = await countStatements(() => test.registry.getPerson(actor, id, everything));
    expect(view.statements.filter((text) => text.includes('from registry.person p'))).toHaveLength(1);
    const page = (size: number) =>
      countStatements(() => search(compare('name', 'like', 'Mohamed'), { number: 1, size }));
    const [few, many] = [await page(2), await page(50)];
    expect(many.result.items).toHaveLength(50);
    expect(many.statements.length).toBe(few.statements.length);
  });

  it('S6: writes everybody of a page into the log by as many statements as one person takes', async () => {
    const before = (await test.rows('platform.audit_entry')).length;
    const audits = async (size: number) => {
      const { statements } = await countStatements(() =>
        search(compare('name', 'like', 'Mohamed'), { number: 1, size }),
      );
      return statements.filter((text) => text.includes('audit')).length;
    };
    const many = await audits(50);
    expect((await test.rows('platform.audit_entry')).length).toBe(before + 50);
    expect(many).toBe(await audits(1));
  });
});

describe('the words that names are made of', () => {
  let test: RegistryTest;
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.feed(
      'openimis',
      aPerson('1', { name: { givenName: 'Zebulon', surname: 'Quartey' } }),
      aPerson('2', {
        name: { givenName: 'فاطمة', surname: 'Quartey' },
        birthDate: { date: '1971-01-02', precision: 'day' },
      }),
    );
  });
  afterAll(() => test.close());

  const words = async () => (await test.rows('registry.name_word order by word', 'word')).map(({ word }) => word);

  it('SR-005: are kept once each, in Latin letters, with how they sound', async () => {
    expect(await words()).toEqual(['ftmh', 'quartey', 'zebulon']);
    expect(await test.rows(`registry.name_word where word = 'quartey'`, 'sound')).toEqual([{ sound: 'krt' }]);
  });

  it('S15: are forgotten with the last one who bears them, and not before', async () => {
    await test.feed('openimis', aPerson('1', { name: { givenName: 'Adoma', surname: 'Quartey' } }));
    expect(await words()).toEqual(['adoma', 'ftmh', 'quartey']);
    await test.feed('openimis', { kind: 'person', key: '1', deleted: true });
    expect(await words()).toEqual(['ftmh', 'quartey']);
  });

  it('SR-005: are as the first load makes them', async () => {
    const other = await openRegistryTest();
    await other.registry.loadFirst(testActor(), 'openimis', [
      aPerson('2', { name: { givenName: 'فاطمة', surname: 'Quartey' } }),
    ]);
    const rows = await other.rows('registry.name_word order by word');
    expect(rows).toEqual(await test.rows('registry.name_word order by word'));
    await other.close();
  });
});
