import pg from 'pg';
import { testActor } from '../support/platform.js';
import {
  anEnrolment,
  aPerson,
  DISTRICT,
  everything,
  openRegistryTest,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

describe('taking in what a source says', () => {
  let test: RegistryTest;
  const actor = testActor();
  beforeEach(async () => {
    test = await openRegistryTest();
  });
  afterEach(() => test.close());

  it('IBR-020: keeps every version and writes nothing for words that it has heard', async () => {
    expect(await test.feed('openimis', aPerson('a'))).toMatchObject({ added: 1, unchanged: 0 });
    expect(await test.feed('openimis', aPerson('a'))).toMatchObject({ added: 0, unchanged: 1, people: [] });
    test.clock.advance(1000);
    expect(await test.feed('openimis', aPerson('a', { sex: 'male' }))).toMatchObject({ changed: 1 });
    expect(await test.rows('registry.source_record order by seq', 'seq')).toEqual([{ seq: 1 }, { seq: 2 }]);
  });

  it('keeps nothing of a call of which one record is not as it must be, and says which', async () => {
    const wrong = { kind: 'person', key: 'b', data: { sex: 'unsaid' } } as never;
    await expect(test.feed('openimis', aPerson('a'), wrong)).rejects.toMatchObject({
      code: 'registry.record-refused',
      details: { index: 1 },
    });
    expect(await test.rows('registry.source_record')).toEqual([]);
  });

  it('refuses a source that nobody configured, and more than a thousand records', async () => {
    await expect(test.registry.ingest(actor, 'stranger', [aPerson('a')])).rejects.toMatchObject({
      code: 'registry.source-unknown',
    });
    const many = Array.from({ length: 1001 }, (_, at) => aPerson(`p${at}`));
    await expect(test.feed('openimis', ...many)).rejects.toMatchObject({ code: 'registry.record-refused' });
  });

  it('shows an enrolment that came before its person once the person is there', async () => {
    await test.feed('openimis', anEnrolment('late', 'OAA'));
    expect(await test.rows('registry.enrolment')).toEqual([]);
    await test.feed('openimis', aPerson('late'));
    expect(await test.rows('registry.enrolment', 'programme, status')).toEqual([
      { programme: 'OAA', status: 'active' },
    ]);
  });

  it('takes a deleted enrolment out of the present and leaves it in the past', async () => {
    await test.feed('openimis', aPerson('a'), anEnrolment('a', 'OAA', { from: '2025-01-01' }));
    test.clock.advance(86_400_000);
    const subject = { kind: 'person' as const, key: 'a' };
    const gone = { kind: 'enrolment' as const, key: 'a-OAA', subject, deleted: true as const };
    expect(await test.feed('openimis', gone)).toMatchObject({ deleted: 1 });
    expect(await test.feed('openimis', gone)).toMatchObject({ deleted: 0, unchanged: 1 });
    const personId = await test.personOf('openimis', 'a');
    expect((await test.registry.getPerson(actor, personId, everything)).enrolments).toEqual([]);
    const past = await test.registry.getPerson(actor, personId, everything, { asOf: '2026-01-01' });
    expect(past.enrolments).toHaveLength(1);
  });

  it('tells household members from strangers, also when the household comes first', async () => {
    const members = [
      { personKey: 'a', role: 'head' as const, recipient: 'primary' as const },
      { personKey: 'b', role: 'son' as const },
    ];
    const place = { locationId: VILLAGE, districtId: DISTRICT };
    await test.feed('openimis', { kind: 'household', key: 'h1', data: { members, size: 3, place } }, aPerson('a'));
    await test.feed('openimis', aPerson('b', { name: { givenName: 'Baraka', surname: 'Otieno' } }));
    const [{ household_id: id } = {}] = await test.rows('registry.household');
    const household = await test.registry.getHousehold(actor, String(id), everything);
    expect(household).toMatchObject({ size: 3, unit: 'household' });
    expect(household.members.map(({ role, data }) => [role, data?.name?.givenName])).toEqual([
      ['head', 'Amina'],
      ['son', 'Baraka'],
    ]);
    const head = await test.registry.getPerson(actor, await test.personOf('openimis', 'a'), everything);
    expect(head.households).toMatchObject([{ householdId: id, role: 'head', recipient: 'primary' }]);
  });

  it('SR-009: reads a household of twelve in as many queries as one of two', async () => {
    const family = (key: string, size: number) => {
      const keys = Array.from({ length: size }, (_one, at) => `${key}${at}`);
      const people = keys.map((one, at) =>
        aPerson(one, { birthDate: { date: `19${50 + at}-04-03`, precision: 'day' as const } }),
      );
      const members = keys.map((personKey) => ({ personKey }));
      return [...people, { kind: 'household' as const, key, data: { members, size } }];
    };
    await test.feed('openimis', ...family('small', 2), ...family('large', 12));
    const ids = await test.rows('registry.household order by size', 'household_id as id');
    const asked = jest.spyOn(pg.Client.prototype, 'query');
    const queriesOf = async (id: unknown) => {
      asked.mockClear();
      const { members } = await test.registry.getHousehold(actor, String(id), everything);
      return { members: members.length, queries: asked.mock.calls.length };
    };
    for (const { id } of ids) await queriesOf(id);
    const small = await queriesOf(ids[0]?.['id']);
    const large = await queriesOf(ids[1]?.['id']);
    asked.mockRestore();
    expect([small.members, large.members]).toEqual([2, 12]);
    // What is audited grows by rows, not by queries.
    expect(large.queries).toBe(small.queries);
    expect(large.queries).toBeLessThanOrEqual(20);
  });

  it('never shows an account number, and finds its holder by it', async () => {
    await test.feed('openimis', aPerson('a', { accounts: [{ provider: 'BANK', number: '0012345678' }] }));
    const page = await test.registry.search(
      actor,
      {
        recordType: 'Member',
        where: { compare: { field: 'account', operator: 'eq', value: '001 234 5678' } },
        page: { number: 1, size: 10 },
      },
      everything,
    );
    expect(page.total).toBe(1);
    expect(page.items[0]).toMatchObject({ data: { accounts: [{ provider: 'BANK', masked: '••••5678' }] } });
    expect(JSON.stringify(await test.rows('registry.person'))).not.toContain('0012345678');
  });

  it('asks a person when an identifier is the same and the rest is not', async () => {
    await test.feed('openimis', aPerson('a', { identifiers: [{ type: 'NID', value: 'X1' }] }));
    await test.feed(
      'second-mis',
      aPerson('z', {
        identifiers: [{ type: 'NID', value: 'X1' }],
        name: { givenName: 'Piet', surname: 'Jansen' },
        birthDate: { date: '1999-01-01', precision: 'day' },
      }),
    );
    expect(await test.personOf('openimis', 'a')).not.toBe(await test.personOf('second-mis', 'z'));
    const { items } = await test.registry.listConflicts(actor, everything, {});
    expect(items).toMatchObject([{ kind: 'probable-match', otherPersonId: await test.personOf('openimis', 'a') }]);
  });

  it('makes the same view again from what was said', async () => {
    await test.feed('openimis', aPerson('a'), anEnrolment('a', 'OAA'), {
      kind: 'household',
      key: 'h',
      data: { members: [{ personKey: 'a' }] },
    });
    await test.feed('second-mis', aPerson('a'), anEnrolment('a', 'FOOD'));
    const tables = ['person_key', 'person_record', 'enrolment', 'benefit', 'payment', 'household_member', 'conflict'];
    const read = async () => {
      const people = await test.rows(
        'registry.person order by 1',
        'person_id, data, provenance, search_name, last_updated',
      );
      const all: unknown[] = [people];
      for (const table of tables) all.push(await test.rows(`registry.${table} order by 1, 2, 3`));
      return all;
    };
    const before = await read();
    await test.superuser.query(
      'delete from registry.person_key; delete from registry.enrolment; delete from registry.household_member',
    );
    expect(await test.registry.rebuild(actor)).toEqual({ people: 1, households: 1 });
    expect(await read()).toEqual(before);
  });
});
