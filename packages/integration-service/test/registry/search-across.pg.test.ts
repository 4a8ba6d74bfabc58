import type { Condition, RecordType } from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { SearchPage } from '@interlink/contracts/registry/view';
import { all, compare, not } from '@interlink/domain/registry/check-query';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { registryRoutes } from '../../src/registry/routes.js';
import { testActor } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';
import { countStatements } from '../support/statements-kit.js';
import { aHousehold, known, openTwoSystems, OURS, THEIRS, type TwoSystems } from './household-across-kit.js';
import { aScope, DISTRICT, everything, OTHER_DISTRICT, VILLAGE } from './registry-kit.js';

jest.setTimeout(60_000);

const actor = testActor();
const BOTH = [
  { householdId: OURS, source: 'openimis' },
  { householdId: THEIRS, source: 'second-mis' },
].sort((one, other) => (one.householdId < other.householdId ? -1 : 1));

describe('IBR-030: searching for a household that two systems know', () => {
  let test: TwoSystems;
  beforeEach(async () => {
    test = await openTwoSystems();
  });
  afterEach(() => test.close());

  const search = (
    recordType: RecordType,
    where: Condition,
    { scope = everything, number = 1, size = 50 }: { scope?: Scope; number?: number; size?: number } = {},
  ) => test.registry.search(actor, { recordType, where, page: { number, size } }, scope);
  const named = (page: SearchPage) =>
    page.recordType === 'Member' ? page.items.map(({ data }) => data.name?.givenName).sort() : [];
  const decide = (decision: 'apart' | 'rule') =>
    test.registry.decideHousehold(OURS, { otherId: THEIRS, decision }, everything, {
      actor,
      reason: 'they cook apart',
    });

  it.each([
    ['its id in one system', compare('householdId', 'eq', OURS)],
    ['its number in one system', compare('householdNumber', 'eq', 'h')],
    ['its number in the other one', compare('householdNumber', 'in', ['none', 'w'])],
  ])('finds the people of both by %s', async (_what, where) => {
    expect(named(await search('Member', where))).toEqual(['Amina', 'Baraka', 'Chausiku']);
    expect(named(await search('Member', all(where, compare('name', 'like', 'Chausiku'))))).toEqual(['Chausiku']);
    expect(named(await search('Member', not(where)))).toEqual([]);
  });

  it('IBR-009: finds the people of one alone once a person parts the two, and of both when that is taken back', async () => {
    const byOurs = () => search('Member', compare('householdNumber', 'eq', 'h'));
    await decide('apart');
    expect(named(await byOurs())).toEqual(['Amina', 'Baraka']);
    expect((await byOurs()).across).toBeUndefined();
    await decide('rule');
    expect(named(await byOurs())).toEqual(['Amina', 'Baraka', 'Chausiku']);
  });

  it.each<[RecordType, Condition]>([
    ['Member', compare('name', 'like', 'Chausiku')],
    ['Group', compare('size', 'eq', 3)],
    ['Beneficiary', compare('programme', 'eq', 'CHG')],
  ])('says of a hit which systems know its household: %s', async (recordType, where) => {
    await test.feed('openimis', {
      ...{ kind: 'enrolment', key: 'e', subject: { kind: 'household', key: 'h' } },
      data: { programme: 'CHG', status: 'active' },
    });
    const page = await search(recordType, where);
    expect([page.items.length, page.across]).toEqual([1, [BOTH]]);
  });

  it('makes one hit of the two, on whichever pages they are', async () => {
    const amina = await test.personOf('openimis', '1');
    const where = compare('memberPersonId', 'eq', amina);
    const page = await search('Group', where);
    expect([page.items, page.total]).toEqual([[expect.objectContaining({ householdId: BOTH[0]?.householdId })], 1]);
    const paged = await Promise.all([1, 2].map((number) => search('Group', where, { number, size: 1 })));
    expect(paged.map(({ items, across }) => [items.length, across])).toEqual([
      [1, [BOTH]],
      [0, undefined],
    ]);
    await decide('apart');
    expect((await search('Group', where)).total).toBe(2);
  });

  it('S2: neither finds by nor tells of a household that the household’s page does not show', async () => {
    const elsewhere = { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' };
    const members = [{ personKey: 'm1', role: 'head' as const }, { personKey: 'm2' }, { personKey: 'm3' }];
    await test.feed('second-mis', aHousehold('w', members, { place: elsewhere }));
    const scope = aScope();
    const seen = await search('Member', compare('householdId', 'eq', OURS), { scope });
    expect([named(seen), seen.across]).toEqual([['Amina', 'Baraka'], undefined]);
    expect(named(await search('Member', compare('householdNumber', 'eq', 'w'), { scope }))).toEqual([]);
    const wide = await search('Member', compare('householdId', 'eq', OURS), { scope: aScope({ districts: 'all' }) });
    expect([named(wide).length, wide.across]).toEqual([3, [BOTH]]);
  });

  it('S2, S8: is answered by the API, to whoever may read the registry', async () => {
    const directory = fakeDirectory({
      reader: { roles: ['Member of MSW'], districts: [DISTRICT], rights: [990150] },
      nobody: { rights: [] },
    });
    const app = await openTestServer(test.platform, directory, {
      api: [(api, http) => registryRoutes(api, http, test.registry)],
    });
    const query = { recordType: 'Member', where: compare('householdNumber', 'eq', 'h'), page: { number: 1, size: 5 } };
    const ask = (login: string) =>
      app.inject({
        method: 'POST',
        url: '/interlink/api/v1/registry/search',
        headers: fromOurPage(login),
        payload: { purpose: 'case', query },
      });
    expect((await ask('reader')).json()).toMatchObject({ total: 3, across: [BOTH] });
    expect((await ask('nobody')).statusCode).toBe(403);
    await app.close();
  });

  it('is answered by as many statements for twelve hits as for one', async () => {
    for (let at = 10; at < 22; at += 1) {
      for (const source of ['openimis', 'second-mis'] as const) {
        await test.feed(source, known(`k${at}`, at), aHousehold(`k${at}`, [{ personKey: `k${at}` }]));
      }
    }
    const ids = (count: number) =>
      Array.from({ length: count }, (_, at) => recordIdOf('openimis', 'household', `k${at + 10}`));
    for (const recordType of ['Member', 'Group'] as const) {
      const asked = (count: number) =>
        countStatements(() => search(recordType, compare('householdId', 'in', ids(count))));
      const [one, twelve] = [await asked(1), await asked(12)];
      expect([one, twelve].map(({ result }) => [result.total, result.across?.length])).toEqual([
        [1, 1],
        [12, 12],
      ]);
      expect(twelve.statements.length).toBe(one.statements.length);
    }
  });
});
