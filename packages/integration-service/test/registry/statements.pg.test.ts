import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import pg from 'pg';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { testActor } from '../support/platform.js';
import { aPayment, aPerson, anEnrolment, everything, openRegistryTest, type RegistryTest } from './registry-kit.js';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at + 1));

/** A household whose members each have two programmes and a payment. */
function aHousehold(key: string, size: number): SourceRecord[] {
  const members = numbers(size).map((one) => `${key}-${one}`);
  return [
    ...members.flatMap((member, at) => [
      aPerson(member, {
        identifiers: [{ type: 'NID', value: `${key}${at}` }],
        name: { givenName: `Given${key}${'abcdefghijkl'[at]}`, surname: `Clan${key}` },
        birthDate: { date: `19${50 + at}-01-0${1 + (size % 9)}`, precision: 'day' },
      }),
      anEnrolment(member, 'OAA'),
      anEnrolment(member, 'FOOD'),
      aPayment(member, 'OAA', '2025-02-05'),
    ]),
    { kind: 'household', key, data: { members: members.map((personKey) => ({ personKey })) } },
  ];
}

describe('what one look asks of the database', () => {
  let test: RegistryTest;
  beforeAll(async () => {
    test = await openRegistryTest();
    await test.feed('openimis', ...aHousehold('small', 2));
    await test.feed('openimis', ...aHousehold('large', 12));
  });
  afterAll(() => test.close());
  afterEach(() => jest.restoreAllMocks());

  /** Statements of one look, the second time: what is cached for a minute is then there. */
  async function statementsOf(look: () => Promise<unknown>): Promise<number> {
    await look();
    const asked = jest.spyOn(pg.Client.prototype, 'query');
    await look();
    const count = asked.mock.calls.length;
    asked.mockRestore();
    return count;
  }

  const household = (key: string) => () =>
    test.registry.getHousehold(testActor(), recordIdOf('openimis', 'household', key), everything);
  const person = (key: string) => async () =>
    test.registry.getPerson(testActor(), await test.personOf('openimis', key), everything);

  it('IBR-030: is the same for a household of twelve as for one of two', async () => {
    const large = await household('large')();
    expect(large.members).toHaveLength(12);
    expect(large.members.every(({ personId }) => personId !== undefined)).toBe(true);
    const few = await statementsOf(household('small'));
    expect(few).toBeGreaterThan(0);
    expect(await statementsOf(household('large'))).toBe(few);
    expect(few).toBeLessThanOrEqual(24);
  });

  it('IBR-030: is the same for a person of many payments as for one of a single one', async () => {
    const before = await statementsOf(person('small-1'));
    await test.feed(
      'openimis',
      ...numbers(9).map((month) => aPayment('small-1', 'OAA', `2024-0${month}-05`)),
      anEnrolment('small-1', 'HSG'),
    );
    expect((await person('small-1')()).payments).toHaveLength(10);
    expect(await statementsOf(person('small-1'))).toBe(before);
  });

  it('SR-010: is the same for a search that finds twelve as for one that finds two', async () => {
    const search = (name: string, found: number) => async () => {
      const where = { compare: { field: 'name', operator: 'like', value: name } } as const;
      const query = { recordType: 'Member', where, page: { number: 1, size: 20 } } as const;
      const { total } = await test.registry.search(testActor(), query, everything);
      expect(total).toBe(found);
    };
    const few = await statementsOf(search('Clansmall', 2));
    expect(await statementsOf(search('Clanlarge', 12))).toBe(few);
  });
});
