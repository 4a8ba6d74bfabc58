import type { HouseholdRole, MembershipData } from '@interlink/contracts/registry/household';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import type { PersonView } from '@interlink/contracts/registry/view';
import { recordIdOf } from '../../src/registry/record-ids.js';
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

jest.setTimeout(60_000);

const PLACE = { locationId: VILLAGE, districtId: DISTRICT, name: 'Kibera' };
const household = (
  key: string,
  validFrom: string,
  members: readonly MembershipData[],
  place = PLACE,
): SourceRecord => ({
  ...{ kind: 'household', key, validFrom, data: { members: [...members], place } },
});
const member = (personKey: string, role?: HouseholdRole, over: Partial<MembershipData> = {}): MembershipData => ({
  ...{ personKey, ...(role && { role }), ...over },
});
const named = (key: string, givenName: string, validFrom: string) =>
  aPerson(
    key,
    { name: { givenName, surname: 'Otieno' }, birthDate: { date: `19${key}-01-01`, precision: 'day' } },
    validFrom,
  );
const idOf = (key: string) => recordIdOf('openimis', 'household', key);
const actor = testActor();

describe('a household of a past day', () => {
  let test: RegistryTest;
  let heardLater: Date;
  let heardFirst: Date;

  // Amina (51) and Baraka (52) lived together; in May 2023 he left for a household with Chausiku (53), who left at the
  // end of 2024, as was heard of later, and Dalila (54) was in it for a year.
  beforeEach(async () => {
    test = await openRegistryTest();
    await test.feed(
      'openimis',
      named('51', 'Amina', '2020-01-01'),
      named('52', 'Baraka', '2020-01-01'),
      named('53', 'Chausiku', '2020-01-01'),
      named('54', 'Dalila', '2020-01-01'),
      household('h1', '2020-01-01', [member('51', 'head'), member('52', 'son')]),
    );
    test.clock.advance(60_000);
    await test.feed(
      'openimis',
      household('h1', '2023-05-01', [member('51', 'head')]),
      household('h2', '2023-05-01', [
        ...[member('52', 'head'), member('53', 'spouse')],
        member('54', undefined, { from: '2023-06-01', to: '2024-06-01' }),
      ]),
      named('51', 'Amina Zuhura', '2022-01-01'),
    );
    heardFirst = test.clock.now();
    test.clock.advance(60_000);
    await test.feed('openimis', household('h2', '2025-01-01', [member('52', 'head')]));
    heardLater = test.clock.now();
  });
  afterEach(() => test.close());

  const look = (key: string, when: { asOf?: string; knownAt?: Date } = {}, scope = everything) =>
    test.registry.getHousehold(actor, idOf(key), scope, when);
  const namesOf = async (key: string, asOf?: string, knownAt?: Date) =>
    (await look(key, { ...(asOf !== undefined && { asOf }), ...(knownAt && { knownAt }) })).members.map(
      ({ data }) => data?.name?.givenName,
    );

  it('IBR-030: has the members of that day, as they were then', async () => {
    expect(await namesOf('h1')).toEqual(['Amina Zuhura']);
    expect(await namesOf('h1', '2021-06-01')).toEqual(['Amina', 'Baraka']);
    expect(await namesOf('h1', '2023-04-30')).toEqual(['Amina Zuhura', 'Baraka']);
    expect(await namesOf('h1', '2023-05-01')).toEqual(['Amina Zuhura']);
    expect(await namesOf('h2', '2023-05-31')).toEqual(['Baraka', 'Chausiku']);
    expect(await namesOf('h2', '2023-06-01')).toEqual(['Baraka', 'Chausiku', 'Dalila']);
    expect(await namesOf('h2', '2024-06-01')).toEqual(['Baraka', 'Chausiku']);
    expect(await namesOf('h2', '2025-01-01')).toEqual(['Baraka']);
    expect(await namesOf('h2')).toEqual(['Baraka']);
  });

  it('IBR-030: has whom it was known to have at a moment, and nobody before it is known', async () => {
    expect(await namesOf('h2', '2025-06-01', heardLater)).toEqual(['Baraka']);
    expect(await namesOf('h2', '2025-06-01', heardFirst)).toEqual(['Baraka', 'Chausiku']);
    const before = await look('h2', { asOf: '2021-06-01' });
    expect([before.members, before.knownSince, before.place?.name]).toEqual([[], '2023-05-01', 'Kibera']);
    await expect(look('h2', { knownAt: new Date(0) })).rejects.toMatchObject({ code: 'registry.household-not-found' });
  });

  it('IBR-030: has somebody just when the page of the person of that day says so, whatever day and moment', async () => {
    const people = await Promise.all(['51', '52', '53', '54'].map((key) => test.personOf('openimis', key)));
    const days = ['2019-01-01', '2021-01-01', '2023-05-01', '2024-01-01', '2024-06-01', '2025-01-01', '2026-11-01'];
    const found = new Set<string>();
    for (const asOf of days) {
      for (const knownAt of [heardFirst, heardLater]) {
        const views = await Promise.all(
          people.map((id) => test.registry.getPerson(actor, id, everything, { asOf, knownAt })),
        );
        for (const key of ['h1', 'h2']) {
          const { members } = await look(key, { asOf, knownAt });
          const isIn = ({ households }: PersonView) => households.some(({ householdId }) => householdId === idOf(key));
          const said = views.filter(isIn).map(({ personId }) => personId);
          expect([asOf, members.map(({ personId }) => personId).sort()]).toEqual([asOf, said.sort()]);
          said.forEach((id) => found.add(id));
        }
      }
    }
    expect(found.size).toBe(4);
  });

  it('IBR-030: is found in a past that an anew folded view knows as well', async () => {
    const before = await test.rows('registry.former_member order by record_id');
    expect(before).toHaveLength(3);
    await test.superuser.query('delete from registry.former_member');
    await test.registry.rebuild(actor);
    expect(await test.rows('registry.former_member order by record_id')).toEqual(before);
  });

  it('is gone from the day on which its source says so', async () => {
    test.clock.advance(60_000);
    await test.feed('openimis', {
      kind: 'household',
      key: 'h2',
      deleted: true,
      validFrom: '2025-06-01',
    } as SourceRecord);
    await expect(look('h2')).rejects.toMatchObject({ code: 'registry.household-not-found' });
    expect(await namesOf('h2', '2024-01-01')).toEqual(['Baraka', 'Chausiku', 'Dalila']);
    const baraka = await test.personOf('openimis', '52');
    const { households } = await test.registry.getPerson(actor, baraka, everything, { asOf: '2024-01-01' });
    expect(households).toMatchObject([{ householdId: idOf('h2'), role: 'head' }]);
  });

  it('has the people whom their records were known to be of then', async () => {
    const [amina, baraka] = [await test.personOf('openimis', '51'), await test.personOf('openimis', '52')];
    test.clock.advance(60_000);
    await test.registry.merge(amina, baraka, { actor, reason: 'the card was shown' });
    const idsOf = async (when: { knownAt?: Date }) =>
      (await look('h2', { asOf: '2025-06-01', ...when })).members.map(({ personId }) => personId);
    expect([await idsOf({}), await idsOf({ knownAt: heardLater })]).toEqual([[amina], [baraka]]);
  });

  it('S2: is seen where it is now, and shows members by where they live now', async () => {
    const there = { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' };
    await test.feed('openimis', household('h1', '2026-01-01', [member('51', 'head')], there));
    const when = { asOf: '2021-06-01' };
    await expect(look('h1', when, aScope())).rejects.toMatchObject({ code: 'registry.household-not-found' });
    await test.feed('openimis', aPerson('52', { place: there, birthDate: { date: '1952-01-01', precision: 'day' } }));
    const { members } = await look('h1', when, aScope({ districts: [OTHER_DISTRICT] }));
    expect(members.map(({ role, data }) => [role, data?.place?.name])).toEqual([
      ['head', undefined],
      ['son', 'Kibera'],
    ]);
  });

  it('S6: is read by name of the day, for everybody who is shown', async () => {
    await look('h1', { asOf: '2021-06-01' });
    const entries = await test.rows(
      `platform.audit_entry join platform.audit_body on entry_id = id where header ->> 'action' = 'registry.read-household'`,
      `header ->> 'subject' as subject, body::jsonb ->> 'asOf' as day`,
    );
    const both = [await test.personOf('openimis', '51'), await test.personOf('openimis', '52')];
    expect(entries).toEqual(expect.arrayContaining(both.map((subject) => ({ subject, day: '2021-06-01' }))));
  });

  it('S15: shows nothing of whoever was erased', async () => {
    await test.platform.inTransaction(actor, async (tx) =>
      test.platform.vault.eraseSubject(tx, recordIdOf('openimis', 'person', '52'), 'registry'),
    );
    const { members } = await look('h1', { asOf: '2021-06-01' });
    expect(members.map(({ role, data }) => [role, data?.name?.givenName])).toEqual([
      ['head', 'Amina'],
      ['son', undefined],
    ]);
  });

  it('IBR-030: is read by as many statements for twelve members as for one', async () => {
    const keys = (from: number, count: number) => Array.from({ length: count }, (_, at) => member(String(from + at)));
    await test.feed('openimis', ...somePeople(100, 13));
    await test.feed('openimis', household('small', '2020-01-01', keys(100, 1)));
    await test.feed('openimis', household('large', '2020-01-01', keys(101, 12)));
    const read = (key: string) =>
      countStatements(() => look(key, { asOf: test.clock.now().toISOString().slice(0, 10) }));
    const [one, twelve] = [await read('small'), await read('large')];
    expect(twelve.result.members.filter(({ data }) => data !== undefined)).toHaveLength(12);
    expect(twelve.statements.length).toBe(one.statements.length);
  });
});
