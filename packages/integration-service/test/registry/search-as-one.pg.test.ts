import type { Condition, RegistryQuery } from '@interlink/contracts/registry/query';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { HouseholdView } from '@interlink/contracts/registry/view';
import { all, any, compare, not } from '@interlink/domain/registry/check-query';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { testActor } from '../support/platform.js';
import { countStatements } from '../support/statements-kit.js';
import { aHousehold, known, openTwoSystems, OURS, THEIRS, type TwoSystems } from './household-across-kit.js';
import { aScope, everything, OTHER_DISTRICT, VILLAGE } from './registry-kit.js';

jest.setTimeout(60_000);

const actor = testActor();
/** What filters and orders of partners look at. */
interface Said {
  readonly povertyScore?: number;
  readonly size?: number;
  readonly identifiers?: { readonly type: string; readonly value: string }[];
}

describe('IBR-030: households as partners find them, which two systems know', () => {
  let test: TwoSystems;
  beforeEach(async () => {
    test = await openTwoSystems();
  });
  afterEach(() => test.close());

  /** The household of one person of that number, in one system or in both, who is the same person there. */
  const say = async (source: 'openimis' | 'second-mis', key: string, number: number, data: Said = {}) => {
    const { kind } = aHousehold(key, []);
    const members = [{ personKey: key, role: 'head' as const }];
    await test.feed(source, known(key, number), { kind, key, data: { members, ...data } } as never);
    test.clock.advance(60_000);
  };
  interface Asked {
    readonly scope?: Scope;
    readonly page?: RegistryQuery['page'];
    readonly sort?: RegistryQuery['sort'];
    readonly isWhole?: boolean;
  }
  const find = (where: Condition, { scope = everything, page = { number: 1, size: 50 }, sort, isWhole }: Asked = {}) =>
    test.platform.inTransaction(actor, async (tx) => {
      const query = { recordType: 'Group' as const, where, page, ...(sort && { sort }) };
      const found = await test.registry.searchWithin(tx, query, scope, isWhole);
      if (found.recordType !== 'Group') throw new Error('households were asked for');
      return found;
    });
  const everyone = compare('size', 'ge', 0);
  const namesOf = ({ members }: HouseholdView) => members.map(({ data }) => data?.name?.givenName).sort();
  const numbersOf = (items: readonly HouseholdView[]) =>
    items.map(({ identifiers }) => identifiers.map(({ value }) => value).join('+'));
  const numbered = (value: string, over: Said = {}): Said => ({ identifiers: [{ type: 'HHID', value }], ...over });

  it.each(['h', 'w'])('are one, with everybody once, by the number of either system: %s', async (number) => {
    const { items, total } = await find(compare('identifier', 'eq', number));
    expect([total, items.map(namesOf)]).toEqual([1, [['Amina', 'Baraka', 'Chausiku']]]);
    expect(items[0]?.members.filter(({ role }) => role === 'head')).toHaveLength(1);
    expect((await find(not(compare('identifier', 'eq', number)))).total).toBe(0);
  });

  it('IBR-009: are two as soon as a person says so, and one again once that is taken back', async () => {
    const decide = (decision: 'apart' | 'rule') =>
      test.registry.decideHousehold(OURS, { otherId: THEIRS, decision }, everything, { actor, reason: 'they part' });
    await decide('apart');
    expect((await find(everyone)).items.map(namesOf).sort()).toEqual([
      ['Amina', 'Baraka'],
      ['Amina', 'Baraka', 'Chausiku'],
    ]);
    await decide('rule');
    expect((await find(everyone)).total).toBe(1);
  });

  it('S2: are as one system knows them where the other one’s district is not reached', async () => {
    const elsewhere = { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' };
    await test.feed(
      'second-mis',
      aHousehold('w', [{ personKey: 'm1', role: 'head' }, { personKey: 'm2' }, { personKey: 'm3' }], {
        place: elsewhere,
      }),
    );
    const scope = aScope();
    expect((await find(everyone, { scope })).items.map(namesOf)).toEqual([['Amina', 'Baraka']]);
    expect((await find(compare('identifier', 'eq', 'w'), { scope })).total).toBe(0);
    expect((await find(everyone)).total).toBe(1);
  });

  it('S2: show of what they draw the programmes of the institution alone, whichever system knows of them', async () => {
    const enrolment = (key: string, programme: string) => ({
      ...{ kind: 'enrolment' as const, key: `${key}-${programme}`, subject: { kind: 'household' as const, key } },
      data: { programme, status: 'active' as const },
    });
    await test.feed('openimis', enrolment('h', 'CHG'));
    await test.feed('second-mis', enrolment('w', 'FOOD'));
    const [household] = (await find(everyone, { scope: aScope({ institutions: [] }) })).items;
    expect([household?.enrolments, household?.otherEnrolments]).toEqual([[], true]);
  });

  describe('of several that two systems know', () => {
    beforeEach(async () => {
      await say('openimis', 'a', 11, numbered('A', { povertyScore: 3 }));
      await say('second-mis', 'a', 11, numbered('A2', { povertyScore: 8 }));
      await say('openimis', 'b', 12, numbered('B', { povertyScore: 5 }));
      // It speaks last, and of means it says nothing.
      await say('second-mis', 'b', 12, numbered('B2', { size: 4 }));
      await say('openimis', 'c', 13, numbered('C', { povertyScore: 7 }));
    });
    const poor = compare('povertyScore', 'ge', 0);

    it.each<[string, Condition, string[]]>([
      ['the score that was heard last, not the earlier one', compare('povertyScore', 'lt', 4), []],
      ['the score that was heard last', compare('povertyScore', 'eq', 8), ['A+A2']],
      ['the only score there is', compare('povertyScore', 'eq', 5), ['B+B2']],
      [
        'a number that one system bears, and a value of the other',
        all(compare('identifier', 'eq', 'A'), compare('povertyScore', 'eq', 8)),
        ['A+A2'],
      ],
      [
        'one of two numbers of one household',
        any(compare('identifier', 'eq', 'B'), compare('identifier', 'eq', 'B2')),
        ['B+B2'],
      ],
      ['neither number', all(poor, not(compare('identifier', 'in', ['A2', 'B']))), ['C']],
    ])('S12: are found by what is told of them, and counted once: by %s', async (_what, where, numbers) => {
      const { items, total } = await find(where);
      expect([
        items.map(({ identifiers }) =>
          identifiers
            .map(({ value }) => value)
            .sort()
            .join('+'),
        ),
        total,
      ]).toEqual([numbers, numbers.length]);
    });

    it('SR-025: stand in the order of what is told, each on one page, and the total is true on every page', async () => {
      const sort = [{ field: 'povertyScore' }];
      const whole = await find(poor, { sort });
      expect(whole.items.map(({ povertyScore }) => povertyScore)).toEqual([5, 7, 8]);
      const pages = await Promise.all([1, 2, 3, 4].map((number) => find(poor, { sort, page: { number, size: 1 } })));
      expect(pages.map(({ items, total }) => [numbersOf(items), total])).toEqual([
        ...numbersOf(whole.items).map((numbers) => [[numbers], 3]),
        [[], 3],
      ]);
    });

    it('IBR-041: are read to the end page by page, each once, as a search finds them', async () => {
      const pages = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7].map((number) => find(everyone, { page: { number, size: 1 }, isWhole: true })),
      );
      const bySearch = numbersOf((await find(everyone)).items);
      expect(numbersOf(pages.flatMap(({ items }) => items)).sort()).toEqual(bySearch.sort());
      expect(pages.map(({ looked }) => looked)).toEqual([1, 1, 1, 1, 1, 1, 1]);
      expect((await find(everyone, { page: { number: 8, size: 1 }, isWhole: true })).looked).toBe(0);
    });

    it('IBR-035: are the same household to whoever asks for an enrolment of it in either system', async () => {
      for (const source of ['openimis', 'second-mis'] as const) {
        await test.feed(source, {
          ...{ kind: 'enrolment', key: 'e', subject: { kind: 'household', key: 'a' } },
          data: { programme: 'CHG', status: 'active' },
        });
      }
      const query = { recordType: 'Beneficiary' as const, where: compare('programme', 'eq', 'CHG') };
      const found = await test.platform.inTransaction(actor, (tx) =>
        test.registry.searchWithin(tx, { ...query, page: { number: 1, size: 9 } }, everything),
      );
      const households =
        found.recordType === 'Beneficiary' ? found.items.flatMap(({ household }) => household ?? []) : [];
      expect(numbersOf(households)).toHaveLength(2);
      expect(new Set(numbersOf(households)).size).toBe(1);
    });
  });

  it('S6: are in the access log as each system knows them, with the fields that were asked by', async () => {
    await find(compare('identifier', 'eq', 'h'));
    const entries = await test.rows(
      `platform.audit_entry e join platform.audit_body b on b.entry_id = e.id order by e.id desc limit 2`,
      `header ->> 'subject' as subject, body`,
    );
    expect(entries.map(({ subject }) => subject).sort()).toEqual([OURS, THEIRS].sort());
    for (const { body } of entries) expect(body).toContain('"fields":["identifier"]');
  });

  it('are found by as many statements, twelve of them as one', async () => {
    for (let at = 20; at < 32; at += 1) {
      for (const source of ['openimis', 'second-mis'] as const) await say(source, `k${at}`, at, numbered(`K${at}`));
    }
    const ids = (count: number) =>
      Array.from({ length: count }, (_, at) => recordIdOf('openimis', 'household', `k${at + 20}`));
    const asked = (count: number) =>
      countStatements(() => find(any(...ids(count).map((_id, at) => compare('identifier', 'eq', `K${at + 20}`)))));
    const [one, twelve] = [await asked(1), await asked(12)];
    expect([one, twelve].map(({ result }) => result.total)).toEqual([1, 12]);
    expect(twelve.statements.length).toBe(one.statements.length);
  });
});
