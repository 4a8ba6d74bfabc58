import {
  compareHouseholds,
  householdsAsOne,
  type HouseholdDecision,
  type Known,
  type SourceHousehold,
} from '@interlink/domain/registry/same-household';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import fc from 'fast-check';
import { sql } from 'kysely';
import { someWorld } from '../../../domain/test/registry/same-household-kit.js';
import type { Core } from '../../src/registry/core.js';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { judgeHouseholds } from '../../src/registry/statistics/households-as-one.js';
import { testActor } from '../support/platform.js';
import { aHousehold, known } from './household-across-kit.js';
import {
  aPayment,
  aScope,
  DISTRICT,
  everything,
  openRegistryTest,
  OTHER_DISTRICT,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

jest.setTimeout(120_000);

const actor = testActor();
type Source = 'openimis' | 'second-mis' | 'social-registry';
const SOURCES: Readonly<Record<string, Source>> = { a: 'openimis', b: 'second-mis', c: 'social-registry' };

describe('IBR-030: households of several systems in statistics', () => {
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest();
  });
  afterEach(() => test.close());

  const feed = (source: Source, ...records: SourceRecord[]) => test.registry.ingest(actor, source, records);
  const decide = (one: string, otherId: string, decision: HouseholdDecision['decision'] | 'rule') =>
    test.registry.decideHousehold(one, { otherId, decision }, everything, { actor, reason: 'as they live' });
  const count = async (scope = everything) => {
    await test.registry.summarise(actor, [{ districtId: DISTRICT, name: 'Nairobi' }]);
    return test.registry.statistics(scope);
  };
  /** Before anything is rounded. */
  const exactly = async (kind: string, column = 'people') => {
    await test.registry.summarise(actor, []);
    const [row] = await test.rows(
      `registry.statistic where kind = '${kind}'`,
      `coalesce(sum(${column}), 0)::int as sum`,
    );
    return row?.['sum'] as number;
  };

  /** So many households of one person each, whom both systems know: `h1` of the one is `w1` of the other. */
  const inBoth = async (numbers: number, elsewhere = {}) => {
    for (let at = 1; at <= numbers; at += 1) {
      await feed('openimis', known(`p${at}`, at), aHousehold(`h${at}`, [{ personKey: `p${at}` }]));
      await feed('second-mis', known(`m${at}`, at), aHousehold(`w${at}`, [{ personKey: `m${at}` }], elsewhere));
    }
  };
  const ours = (at: number) => recordIdOf('openimis', 'household', `h${at}`);

  it('count once, by how many systems know them and by district', async () => {
    await inBoth(6);
    for (let at = 11; at <= 15; at += 1) await feed('openimis', aHousehold(`h${at}`, [{ personKey: `p${at}` }]));
    expect((await count()).households).toEqual({
      households: 10,
      by: {
        systems: [
          { key: '1', households: 5 },
          { key: '2', households: 5 },
        ],
        district: [{ key: DISTRICT, name: 'Nairobi', households: 10 }],
      },
    });
  });

  it('are counted as whoever knows every household and every word counts them, also once a word is taken back', async () => {
    let world = 0;
    await fc.assert(
      fc.asyncProperty(someWorld, async ({ households, decisions }) => {
        world += 1;
        const keyOf = (name: string) => `${world}-${name}`;
        const idOf = (name: string) => recordIdOf(SOURCES[name[0] ?? ''] ?? '', 'household', keyOf(name));
        const before = await exactly('household');
        for (const [letter, source] of Object.entries(SOURCES)) {
          const own = households.filter((one) => one.source === letter);
          const people = [...new Set(own.flatMap(({ members }) => [...members]))];
          await feed(source, ...people.map((name) => known(keyOf(name), world * 10 + PEOPLE.indexOf(name))));
          const asTheySay = (name: string, head: string | undefined) => ({
            personKey: keyOf(name),
            ...(name === head && { role: 'head' as const }),
          });
          await feed(
            source,
            ...own.map(({ householdId, members, head }) =>
              aHousehold(
                keyOf(householdId),
                [...members].map((name) => asTheySay(name, head)),
              ),
            ),
          );
        }
        const expectCounted = async (said: Known['decisions']) => {
          const groups = householdsAsOne({ households, decisions: said }, test.registry.policy.households);
          expect((await exactly('household')) - before).toBe(new Set([...groups.values()].map(([id]) => id)).size);
        };
        await expectCounted([]);
        for (const { householdId, otherId, decision } of decisions)
          await decide(idOf(householdId), idOf(otherId), decision);
        await expectCounted(decisions);
        for (const { householdId, otherId } of decisions) await decide(idOf(householdId), idOf(otherId), 'rule');
        await expectCounted([]);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('are one of two systems by the numbers of the rule: whom they share today, whether they name the same head', async () => {
    const some = fc.record({
      members: fc.uniqueArray(fc.constantFrom(...PEOPLE), { minLength: 1 }),
      left: fc.subarray(PEOPLE, { maxLength: 1 }),
      head: fc.constantFrom(...PEOPLE),
    });
    let world = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(some, some), { minLength: 40, maxLength: 40 }), async (pairs) => {
        world += 1;
        const before = await exactly('household');
        const keyOf = (at: number, name: string) => `${world}-${at}-${name}`;
        const numberOf = (at: number, name: string) => world * 1000 + at * 10 + PEOPLE.indexOf(name);
        for (const [side, source] of (['openimis', 'second-mis'] as const).entries()) {
          await feed(
            source,
            ...pairs.flatMap((_, at) => PEOPLE.map((name) => known(keyOf(at, name), numberOf(at, name)))),
            ...pairs.map((pair, at) => {
              const { members, left, head } = pair[side] as (typeof pair)[number];
              return aHousehold(
                keyOf(at, 'h'),
                members.map((name) => ({
                  personKey: keyOf(at, name),
                  ...(name === head && { role: 'head' as const }),
                  ...(left.includes(name) && { to: '2026-01-01' }),
                })),
              );
            }),
          );
        }
        const isOne = (pair: (typeof pairs)[number]) => {
          const [one, other] = pair.map(({ members, left, head }, side) => {
            const here = members.filter((name) => !left.includes(name));
            const named = here.includes(head) && { head };
            return { householdId: `${side}`, source: `${side}`, members: new Set(here), ...named };
          });
          const { households } = test.registry.policy;
          return compareHouseholds(one as SourceHousehold, other as SourceHousehold, households).isAlike;
        };
        const ones = pairs.filter(isOne).length;
        expect([(await exactly('household')) - before, ones > 0 && ones < 40]).toEqual([80 - ones, true]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('are judged a portion at a time, each once', async () => {
    await inBoth(5);
    for (let at = 1; at <= 5; at += 1) {
      await feed('social-registry', known(`s${at}`, at), aHousehold(`s${at}`, [{ personKey: `s${at}` }]));
    }
    const ones = await test.platform.inTransaction(actor, async (tx) => {
      const core = { platform: test.platform, policy: test.registry.policy } as Core;
      await judgeHouseholds(core, tx, '2026-11-24', 2);
      const { rows } = await sql<{ households: number; ones: number }>`
        select count(*) as households, count(distinct one_id) as ones from household_one`.execute(tx.db());
      return rows;
    });
    expect(ones).toEqual([{ households: 15, ones: 5 }]);
  });

  it('S12: of five, one that a person joins to another makes four, who are not told; taken back, they are five', async () => {
    for (let at = 1; at <= 5; at += 1) await feed('openimis', aHousehold(`h${at}`, [{ personKey: `p${at}` }]));
    const shown = async () => (await count()).households?.households;
    expect(await shown()).toBe(5);
    await decide(ours(1), ours(2), 'same');
    expect(await shown()).toBeNull();
    await decide(ours(1), ours(2), 'rule');
    expect(await shown()).toBe(5);
  });

  it('S12: a payment to each of two that are one is of one receiver, whose amount is kept back with the four others', async () => {
    for (let at = 1; at <= 5; at += 1) {
      await feed('openimis', known(`p${at}`, at), aHousehold(`h${at}`, [{ personKey: `p${at}` }]));
      await feed('openimis', {
        ...aPayment(`h${at}`, 'HSG', '2026-10-05'),
        subject: { kind: 'household', key: `h${at}` },
      } as SourceRecord);
    }
    const amounts = async () => {
      const { expenditure, paid } = await count();
      return [expenditure[0]?.amountMinor, paid[0]?.by.sex[0]?.amountMinor];
    };
    expect(await amounts()).toEqual([1_000_000, 1_000_000]);
    await decide(ours(1), ours(2), 'same');
    expect(await amounts()).toEqual([null, null]);
    expect([await exactly('payment'), await exactly('payment', 'records')]).toEqual([4, 5]);
  });

  it('IBR-004: in a programme of each system count once in each', async () => {
    await inBoth(5);
    const enrol = (source: Source, household: string, programme: string) =>
      feed(source, {
        ...{ kind: 'enrolment', key: `${household}-${programme}`, subject: { kind: 'household', key: household } },
        data: { programme, status: 'active' },
      });
    for (let at = 1; at <= 5; at += 1) {
      await enrol('openimis', `h${at}`, 'CHG');
      await enrol('second-mis', `w${at}`, 'FOOD');
    }
    const enrolled = async () => (await count()).programmes.map((one) => [one.programme, one.households]);
    expect(await enrolled()).toEqual([
      ['CHG', 5],
      ['FOOD', 5],
    ]);
    await decide(ours(1), ours(2), 'same');
    expect(await enrolled()).toContainEqual(['CHG', null]);
    const own = (await count(aScope())).programmes;
    expect(own.map(({ programme }) => programme)).toEqual(['CHG']);
  });

  it('S2: count in one district, where most of their systems have them, and nowhere else', async () => {
    await inBoth(5, { place: { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' } });
    for (let at = 1; at <= 5; at += 1) {
      await feed('social-registry', known(`s${at}`, at), aHousehold(`s${at}`, [{ personKey: `s${at}` }]));
    }
    expect((await count(aScope())).households?.households).toBe(5);
    expect((await count(aScope({ districts: [OTHER_DISTRICT] }))).households).toBeUndefined();
    expect((await count()).households?.by.systems).toEqual([{ key: '3', households: 5 }]);
  });
});

const PEOPLE = ['amina', 'juma', 'zuri', 'otieno', 'neema'];
