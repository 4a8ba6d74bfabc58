import type { Slice } from '@interlink/contracts/registry/statistics';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { statisticsRoutes } from '../../src/registry/statistics/routes.js';
import { namedDistricts } from '../../src/registry/statistics/districts.js';
import { testActor } from '../support/platform.js';
import {
  anEnrolment,
  aPayment,
  aScope,
  DISTRICT,
  everything,
  openRegistryTest,
  OTHER_DISTRICT,
  somePeople,
  VILLAGE,
  type RegistryTest,
} from './registry-kit.js';

const elsewhere = { place: { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' } };
const of = (slices: readonly Slice[]) => slices.map(({ key, people: count }) => [key, count]);

describe('IBR-045: statistics', () => {
  let test: RegistryTest;
  const summarise = () => test.registry.summarise(testActor('interlink'), [{ districtId: DISTRICT, name: 'Nairobi' }]);
  beforeEach(async () => {
    test = await openRegistryTest();
    await test.feed('openimis', ...somePeople(100, 12, { sex: 'female' }), ...somePeople(200, 8, { sex: 'male' }));
    await test.feed('openimis', ...somePeople(300, 7, elsewhere));
    for (let at = 100; at < 112; at += 1) await test.feed('openimis', anEnrolment(String(at), 'OAA'));
    for (let at = 100; at < 106; at += 1) await test.feed('openimis', anEnrolment(String(at), 'CHG'));
  });
  afterEach(() => test.close());

  it('IBR-004: counts who is in which programme, by sex, age, disability and district', async () => {
    await summarise();
    const { day, people: all, by, programmes } = await test.registry.statistics(everything);
    expect([day, all]).toEqual(['2026-11-24', 25]);
    expect(of(by.sex)).toEqual([
      ['female', 20],
      ['male', 10],
    ]);
    expect(of(by.district)).toEqual([
      [OTHER_DISTRICT, 5],
      [DISTRICT, 20],
    ]);
    expect(by.district.find(({ key }) => key === DISTRICT)?.name).toBe('Nairobi');
    expect(programmes.map(({ programme, people: count }) => [programme, count])).toEqual([
      ['CHG', 5],
      ['OAA', 10],
    ]);
    const [, oaa] = programmes;
    expect(oaa?.statuses).toEqual([{ status: 'active', people: 10 }]);
    expect(of(oaa?.by.sex ?? [])).toEqual([['female', 10]]);
    expect(of(oaa?.by.disability ?? [])).toEqual([['unknown', 10]]);
  });

  it('IBR-007: shows how many are in both of two programmes', async () => {
    await summarise();
    expect((await test.registry.statistics(everything)).overlaps).toEqual([{ one: 'CHG', other: 'OAA', people: 5 }]);
  });

  it('S12: keeps back fewer than five, everywhere', async () => {
    for (let at = 200; at < 203; at += 1) await test.feed('openimis', anEnrolment(String(at), 'HSG'));
    await test.feed('openimis', anEnrolment('100', 'HSG'));
    await summarise();
    const { programmes, overlaps } = await test.registry.statistics(everything);
    const hsg = programmes.find(({ programme }) => programme === 'HSG');
    expect(hsg?.people).toBeNull();
    expect(of(hsg?.by.sex ?? [])).toEqual([
      ['female', null],
      ['male', null],
    ]);
    expect(overlaps.filter(({ other, one }) => [one, other].includes('HSG')).map(({ people: n }) => n)).toEqual([
      null,
      null,
    ]);
  });

  it('IBR-008: sums what was paid by month, and keeps a small month back with another', async () => {
    for (let at = 100; at < 110; at += 1) {
      await test.feed('openimis', aPayment(String(at), 'OAA', '2026-10-05'), aPayment(String(at), 'OAA', '2026-09-05'));
    }
    await test.feed('openimis', aPayment('100', 'OAA', '2026-11-05'), aPayment('101', 'OAA', '2020-01-05'));
    await summarise();
    const { expenditure } = await test.registry.statistics(everything);
    expect(expenditure.map(({ period, payments, amountMinor }) => [period, payments, amountMinor])).toEqual([
      ['2020', null, null],
      // Two people alone would be what is left of the sum.
      ['2026-09', 10, null],
      ['2026-10', 10, 2_000_000],
      ['2026-11', null, null],
    ]);
  });

  it('IBR-008: says who was paid in twelve months by sex, age, disability and district', async () => {
    for (let at = 100; at < 110; at += 1) {
      await test.feed('openimis', aPayment(String(at), 'OAA', '2026-10-05'), aPayment(String(at), 'OAA', '2020-01-05'));
    }
    // A payment to a household is of no sex, and three men are too few to be told of.
    const members = Array.from({ length: 6 }, (_, at) => ({ personKey: String(at + 200) }));
    const household = (key: string): SourceRecord[] => [
      {
        kind: 'household',
        key,
        data: { unit: 'household', size: 6, members, place: { locationId: VILLAGE, districtId: DISTRICT } },
      },
      { ...aPayment(key, 'OAA', '2026-10-05'), subject: { kind: 'household', key } } as SourceRecord,
    ];
    for (let at = 0; at < 5; at += 1) await test.feed('openimis', ...household(`g${at}`));
    for (let at = 200; at < 203; at += 1) await test.feed('openimis', aPayment(String(at), 'OAA', '2026-10-05'));
    await summarise();
    const [oaa] = (await test.registry.statistics(everything)).paid;
    const shown = oaa?.by.sex.map(({ key, people: n, payments, amountMinor }) => [key, n, payments, amountMinor]);
    expect([oaa?.programme, shown]).toEqual([
      'OAA',
      [
        ['female', 10, 10, 2_000_000],
        ['male', null, null, null],
        ['household', 5, 5, null],
      ],
    ]);
    expect(oaa?.by.district).toEqual([
      { key: DISTRICT, name: 'Nairobi', people: 20, payments: 20, amountMinor: 3_600_000 },
    ]);
    const other = await test.registry.statistics(aScope({ districts: [OTHER_DISTRICT] }));
    expect(other.paid).toEqual([]);
  });

  it('IBR-004: counts the members of an enrolled household, each once', async () => {
    const members = Array.from({ length: 6 }, (_, at) => ({ personKey: String(200 + at) }));
    await test.feed(
      'openimis',
      { kind: 'household', key: 'g', data: { unit: 'household', size: 6, members } },
      {
        kind: 'enrolment',
        key: 'g-HSG',
        subject: { kind: 'household', key: 'g' },
        data: { programme: 'HSG', status: 'active' },
      },
      anEnrolment('200', 'HSG'),
    );
    await summarise();
    const { programmes } = await test.registry.statistics(everything);
    expect(programmes.find(({ programme }) => programme === 'HSG')?.people).toBe(5);
  });

  it('counts nobody who has died or was merged into another', async () => {
    await test.feed(
      'openimis',
      ...somePeople(300, 5, { ...elsewhere, deathDate: { date: '2026-01-01', precision: 'day' } }),
    );
    await summarise();
    expect(of((await test.registry.statistics(everything)).by.district)).toContainEqual([OTHER_DISTRICT, null]);
  });

  it('S2: shows an operator the districts and programmes of his own only', async () => {
    await test.feed('openimis', ...[100, 101, 102, 103, 104, 105].map((at) => anEnrolment(String(at), 'DIS')));
    await summarise();
    const own = await test.registry.statistics(aScope());
    expect(own.people).toBe(20);
    expect(own.programmes.map(({ programme }) => programme)).toEqual(['CHG', 'OAA']);
    expect(own.overlaps).toEqual([{ one: 'CHG', other: 'OAA', people: 5 }]);
    const nobody = await test.registry.statistics(aScope({ districts: [], institutions: [] }));
    expect([nobody.people, nobody.programmes, nobody.overlaps, nobody.expenditure]).toEqual([0, [], [], []]);
  });

  it('answers of a day with the summary that was kept by then', async () => {
    await summarise();
    test.clock.advance(86_400_000);
    for (let at = 200; at < 208; at += 1) await test.feed('openimis', anEnrolment(String(at), 'OAA'));
    await summarise();
    const coverage = async (asOf?: string) => {
      const { day, programmes } = await test.registry.statistics(everything, asOf);
      return [day, programmes.find(({ programme }) => programme === 'OAA')?.people];
    };
    expect(await coverage()).toEqual(['2026-11-25', 20]);
    expect(await coverage('2026-11-24')).toEqual(['2026-11-24', 10]);
    expect(await coverage('2026-11-23')).toEqual([undefined, undefined]);
  });

  it('is the same when it is made twice, also at once', async () => {
    await Promise.all([summarise(), summarise()]);
    await summarise();
    expect((await test.registry.statistics(everything)).people).toBe(25);
  });

  it('IBR-045: answers JSON and CSV to whoever may read the registry', async () => {
    await summarise();
    const directory = fakeDirectory({
      reader: { roles: ['Member of MSW'], districts: [DISTRICT], rights: [990150] },
      nobody: { rights: [] },
    });
    const app = await openTestServer(test.platform, directory, {
      api: [(api, http) => statisticsRoutes(api, http, test.registry)],
    });
    const get = (path: string, token = 'reader') =>
      app.inject({ url: `/interlink/api/v1/registry/statistics${path}`, headers: { cookie: `JWT=${token}` } });
    expect((await get('?purpose=audit')).json()).toMatchObject({
      people: 20,
      overlaps: [{ one: 'CHG', other: 'OAA' }],
    });
    const csv = await get('/overlaps/csv?purpose=audit');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="overlaps.csv"');
    expect(csv.body).toBe('programme,other,people\r\nCHG,OAA,5\r\n');
    expect((await get('/secrets/csv?purpose=audit')).statusCode).toBe(400);
    expect((await get('?purpose=audit&asOf=yesterday')).statusCode).toBe(400);
    expect((await get('')).statusCode).toBe(400);
    expect((await get('?purpose=audit', 'nobody')).statusCode).toBe(403);
    await app.close();
  });

  it('names districts by the second of a village’s parents', () => {
    const village = { districtId: DISTRICT, parents: ['Ward', 'Nairobi', 'Region'] };
    expect(namedDistricts([village, { parents: [] }])).toEqual([{ districtId: DISTRICT, name: 'Nairobi' }]);
  });
});
