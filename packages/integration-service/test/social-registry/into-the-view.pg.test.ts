import { join } from 'node:path';
import { aScope, DISTRICT } from '../registry/registry-kit.js';
import { liveInProcess } from '../support/mortal.js';
import { testActor } from '../support/platform.js';
import { csv, csvRow, openSocialKit, type SocialKit } from './kit.js';

jest.setTimeout(120_000);

const family = (household: string) => [
  csvRow(household, { national_id: `${household}-1`, address: 'near the old well' }),
  csvRow(household, { given_name: 'Juma', sex: 'male', birth_date: '1948', relationship: 'spouse' }),
];

describe('households of a file in the registry', () => {
  let kit: SocialKit;
  beforeEach(async () => {
    kit = await openSocialKit();
  });
  afterEach(() => kit.close());

  const query = async (text: string, values: unknown[] = []) => (await kit.superuser.query(text, values)).rows;
  const loadFile = async (...rows: string[]) => kit.load((await kit.send(csv(...rows))).id);
  const find = async (value: string, scope = aScope()) =>
    kit.people.search(
      testActor(),
      {
        recordType: 'Member',
        where: { compare: { field: 'identifier', operator: 'eq', value } },
        page: { number: 1, size: 10 },
      },
      scope,
    );
  const versions = async () => (await query('select count(*)::int as n from registry.source_record'))[0].n;

  it('SR-008: are found as people of their village, with their household and where it is from', async () => {
    await loadFile(...family('H1'));
    const { items, total } = await find('h1-1');
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      data: {
        name: { givenName: 'Amina', surname: 'Otieno' },
        place: { districtId: DISTRICT, name: 'Kibera' },
        addresses: [{ line1: 'near the old well' }],
      },
      households: [{ role: 'head', recipient: 'primary', source: 'social-registry' }],
    });
    expect((await find('h1-1', aScope({ districts: ['00000000-0000-4000-8000-00000000d002'] }))).total).toBe(0);
    const [{ household_id: id }] = await query('select household_id from registry.household');
    const household = await kit.people.getHousehold(testActor(), id, aScope());
    expect(household.members.map(({ role, data }) => [role, data?.name?.givenName])).toEqual([
      ['head', 'Amina'],
      ['spouse', 'Juma'],
    ]);
  });

  it('SR-027: stay the same people when the rows come in another order, mended and with a child more', async () => {
    await loadFile(...family('H1'));
    const people = () => query('select person_id from registry.person_record order by record_key');
    const before = await people();
    kit.clock.advance(1000);
    await loadFile(
      csvRow('H1', { given_name: 'Juma', sex: 'male', birth_date: '1948-05-01' }),
      csvRow('H1', { national_id: 'H1-1', relationship: 'spouse', surname: 'Wanjiru' }),
      csvRow('H1', { given_name: 'Neema', birth_date: '2020-01-01', relationship: 'child' }),
    );
    const after = await people();
    expect(after).toHaveLength(3);
    expect(after.slice(0, 2)).toEqual(before);
    expect((await find('H1-1')).items[0]).toMatchObject({ data: { name: { surname: 'Wanjiru' } } });
  });

  it('SR-008: leave who is gone from a household in the registry, but not in the household', async () => {
    await loadFile(...family('H1'));
    kit.clock.advance(1000);
    await loadFile(csvRow('H1', { national_id: 'H1-1' }));
    expect(await query('select role from registry.household_member')).toEqual([{ role: 'head' }]);
    expect(await query('select person_id from registry.person_record')).toHaveLength(2);
  });

  it('SR-020: state nothing anew when the same file comes again', async () => {
    await loadFile(...family('H1'), ...family('H2'));
    const before = await versions();
    expect(await loadFile(...family('H1'), ...family('H2'))).toMatchObject({ created: 0, unchanged: 2 });
    expect(await versions()).toBe(before);
  });

  it('IBR-009: are linked to who another system knows by the same number', async () => {
    const data = {
      identifiers: [{ type: 'NID', value: 'H1-1' }],
      name: { givenName: 'Amina', surname: 'Otieno' },
      birthDate: { date: '1950-03-02', precision: 'day' as const },
    };
    await kit.people.ingest(testActor('interlink'), 'second-mis', [{ kind: 'person', key: 'z', data }]);
    await loadFile(...family('H1'));
    const sources = (await find('H1-1')).items.map((item) => 'sources' in item && item);
    expect(sources).toHaveLength(1);
    const linked = await query(
      `select r.source from registry.person_record r where person_id =
         (select person_id from registry.person_record where record_key = 'z') order by 1`,
    );
    expect(linked.map(({ source }) => source)).toEqual(['second-mis', 'social-registry']);
  });

  it('SR-020: of a village that nobody knows are refused by cell before anything is loaded', async () => {
    const upload = await kit.send(csv(csvRow('H1'), csvRow('H2', { village: 'NOWHERE' })));
    expect(upload).toMatchObject({ state: 'refused', refusal: 'too-many-problems' });
    expect((await kit.uploads.problems(kit.ina, upload.id)).items).toEqual([
      { row: 3, column: 'village', cell: 'B3', code: 'unknown-village' },
    ]);
  });

  describe('when the worker is killed', () => {
    const life = join(__dirname, 'load-life.ts');
    const rows = Array.from({ length: 220 }, (_one, at) => family(`H${at}`)).flat();
    const begin = async () => {
      const { id } = await kit.send(csv(...rows));
      await kit.platform.inTransaction(kit.ina.actor, (tx) => kit.uploads.load(tx, kit.ina, id));
      return id;
    };
    const counts = async () =>
      Object.fromEntries(
        await Promise.all(
          ['source_record', 'person', 'person_record', 'link', 'household', 'household_member'].map(async (table) => {
            const [{ n }] = await query(`select count(*)::int as n from registry.${table}`);
            return [table, n] as const;
          }),
        ),
      );

    it.each(['social-registry.after-batch', 'transaction.before-commit'] as const)(
      'SR-020: at %s, and started again, gives what it gives without the kill',
      async (point) => {
        const uploadId = await begin();
        expect(await liveInProcess(kit, life, { uploadId }, point)).toBe('SIGKILL');
        expect(await kit.uploads.get(kit.ina, uploadId)).toMatchObject({ state: 'loading' });
        expect(await liveInProcess(kit, life, { uploadId })).toBeNull();
        expect(await kit.uploads.get(kit.ina, uploadId)).toMatchObject({ state: 'loaded', created: 220, unchanged: 0 });
        expect(await counts()).toEqual({
          source_record: 660,
          person: 440,
          person_record: 440,
          link: 440,
          household: 220,
          household_member: 440,
        });
      },
    );
  });
});
