import type { QualityRule } from '@interlink/contracts/registry/quality';
import { createRegistry, type Registry } from '../../src/registry/service.js';
import { qualityRoutes } from '../../src/registry/quality/routes.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { testActor, testConfig } from '../support/platform.js';
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

const title = { en: 'Rule', fr: 'Règle', ar: 'قاعدة' };
const RULES: readonly QualityRule[] = [
  { id: 'phone-known', title, check: 'present', field: 'phones' },
  { id: 'phone-form', title, check: 'form', field: 'phones', pattern: '\\+\\d{7,15}' },
  { id: 'birth-possible', title, check: 'possible', field: 'birthDate', mostYearsAgo: 115 },
  { id: 'told-lately', title, check: 'told', withinDays: 30 },
  { id: 'phone-unique', title, check: 'unique', what: 'phone' },
  { id: 'account-unique', title, check: 'unique', what: 'account' },
];
const elsewhere = { place: { locationId: VILLAGE, districtId: OTHER_DISTRICT, name: 'Mathare' } };
const phone = (at: number) => ({ phones: [`+2547000${String(at).padStart(5, '0')}`] });

describe('IBR-015: data quality', () => {
  let test: RegistryTest;
  let registry: Registry;
  const measure = () => registry.quality.measure(testActor('interlink'));
  const ruleOf = async (id: string, scope = everything, asOf?: string) =>
    (await registry.quality.read(scope, asOf)).rules.find((rule) => rule.id === id);
  const ruled = (rules: readonly QualityRule[]) => {
    const { settings } = testConfig();
    const policies = {
      ...settings.policies,
      registry: { ...(settings.policies['registry'] as object), quality: rules },
    };
    return createRegistry({ ...test.platform, config: testConfig({ settings: { ...settings, policies } }) });
  };
  beforeEach(async () => {
    test = await openRegistryTest();
    registry = ruled(RULES);
    // Ten with a telephone, five without, and ten elsewhere whose telephones are no numbers.
    await test.feed('openimis', ...somePeople(100, 10, phone), ...somePeople(200, 5));
    await test.feed('openimis', ...somePeople(300, 10, (at) => ({ ...elsewhere, phones: [`call ${at}`] })));
  });
  afterEach(() => test.close());

  it('is measured by rule, source and district, in numbers that name nobody', async () => {
    await measure();
    expect(await ruleOf('phone-known')).toMatchObject({ dimension: 'completeness', people: 25, faults: 5 });
    expect(await ruleOf('phone-form')).toMatchObject({
      ...{ dimension: 'validity', people: 20, faults: 10 },
      sources: [{ source: 'openimis', people: 20, faults: 10 }],
      districts: [
        { district: DISTRICT, people: 10, faults: 0 },
        { district: OTHER_DISTRICT, people: 10, faults: 10 },
      ],
    });
  });

  it('S12: keeps back fewer than five', async () => {
    await test.feed('openimis', aPerson('900', { birthDate: { date: '2030-01-01', precision: 'day' } }));
    await measure();
    expect(await ruleOf('birth-possible')).toMatchObject({ people: 25, faults: null });
  });

  it('finds a telephone that two people share, for both', async () => {
    await test.feed('openimis', ...somePeople(500, 5, () => phone(1)));
    await measure();
    expect(await ruleOf('phone-unique')).toMatchObject({ dimension: 'uniqueness', faults: 5 });
  });

  it('finds what a source has not said for long, and holds each source to its own word', async () => {
    test.clock.advance(31 * 86_400_000);
    await test.feed('second-mis', ...somePeople(100, 10, phone));
    await measure();
    expect((await ruleOf('told-lately'))?.sources).toEqual([
      { source: 'openimis', people: 25, faults: 25 },
      { source: 'second-mis', people: 10, faults: 0 },
    ]);
  });

  describe('by what each source says itself', () => {
    const stated = async (id: string, scope = everything) =>
      (await registry.quality.read(scope, undefined, 'statement')).rules.find((rule) => rule.id === id);
    const people = (judged: 'statement' | 'view', source: string, rule = 'phone-known') =>
      registry.quality.listFaulty(testActor(), everything, rule, { source, judged });

    it('a source that lacks what another one knows is seen, which the view cannot show', async () => {
      // The other system knows the same ten people and none of their telephones; the view has them all.
      await test.feed('second-mis', ...somePeople(100, 10));
      await measure();
      expect((await ruleOf('phone-known'))?.sources).toContainEqual({ source: 'second-mis', people: 10, faults: 0 });
      expect(await stated('phone-known')).toMatchObject({ people: 25, faults: 15 });
      expect((await stated('phone-known'))?.sources).toEqual([
        { source: 'openimis', people: 25, faults: 5 },
        { source: 'second-mis', people: 10, faults: 10 },
      ]);
      expect((await people('statement', 'second-mis')).items).toHaveLength(10);
      expect((await people('view', 'second-mis')).items).toEqual([]);
      expect((await people('view', 'openimis')).items).toHaveLength(5);
    });

    it('a source whose word does not count answers for its own impossible day, and only it', async () => {
      const future = { birthDate: { date: '2030-01-01', precision: 'day' as const } };
      await test.feed('second-mis', ...somePeople(100, 10, future));
      await test.feed('openimis', ...somePeople(100, 10, (at) => ({ ...phone(at), sex: 'male' })));
      await measure();
      expect((await stated('birth-possible'))?.sources).toEqual([
        { source: 'openimis', people: 25, faults: 0 },
        { source: 'second-mis', people: 10, faults: 10 },
      ]);
      expect((await people('statement', 'openimis', 'birth-possible')).items).toEqual([]);
    });

    it('a telephone that others have is held against the source that says it', async () => {
      await test.feed('second-mis', ...somePeople(100, 10, () => phone(1)), ...somePeople(300, 10));
      await measure();
      expect((await stated('phone-unique'))?.sources).toEqual([
        { source: 'openimis', people: 20, faults: 0 },
        { source: 'second-mis', people: 10, faults: 10 },
      ]);
    });

    it('S2, S12: is of the districts of the scope, and keeps back fewer than five', async () => {
      await test.feed('second-mis', ...somePeople(100, 3), ...somePeople(300, 6));
      await measure();
      expect((await stated('phone-known', aScope()))?.sources).toContainEqual({
        ...{ source: 'second-mis', people: null, faults: null },
      });
    });

    it('of whoever is known by one record alone is what the view is', async () => {
      await measure();
      expect(await registry.quality.read(everything, undefined, 'statement')).toEqual(
        await registry.quality.read(everything),
      );
    });
  });

  it('S2, S6: names who is at fault to whoever may see them, and writes that down for each', async () => {
    await measure();
    const ina = testActor();
    const own = await registry.quality.listFaulty(ina, aScope(), 'phone-known', {});
    expect(own.items).toHaveLength(5);
    expect(own.items[0]).toEqual({
      ...{ personId: await test.personOf('openimis', '200'), name: 'Person200 Family1400', sources: ['openimis'] },
    });
    expect((await registry.quality.listFaulty(ina, aScope(), 'phone-form', {})).items).toEqual([]);
    const written = await test.rows(
      `platform.audit_entry where header ->> 'action' = 'registry.read-faulty' and header ? 'subject'`,
      `header ->> 'subject' as subject`,
    );
    expect(new Set(written.map(({ subject }) => subject))).toEqual(new Set(own.items.map(({ personId }) => personId)));
  });

  it('gives them in pages, in one order, and of one source', async () => {
    await measure();
    const ina = testActor();
    const all = await registry.quality.listFaulty(ina, everything, 'phone-form', {});
    const first = await registry.quality.listFaulty(ina, everything, 'phone-form', { limit: 7 });
    const cursor = first.next as string;
    const second = await registry.quality.listFaulty(ina, everything, 'phone-form', { limit: 7, cursor });
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeUndefined();
    const other = await registry.quality.listFaulty(ina, everything, 'phone-form', { source: 'second-mis' });
    expect(other.items).toEqual([]);
  });

  it('S6: tells nobody about accounts for a purpose that does not show them', async () => {
    await measure();
    const asked = registry.quality.listFaulty(testActor(), aScope({ purpose: 'case' }), 'account-unique', {});
    await expect(asked).rejects.toMatchObject({ code: 'registry.query-not-possible' });
    const unknown = registry.quality.listFaulty(testActor(), everything, 'no-such-rule', {});
    await expect(unknown).rejects.toMatchObject({ code: 'registry.quality-rule-unknown' });
  });

  it('forgets a fault once it is mended, and with a rule that is no more', async () => {
    await measure();
    await test.feed('openimis', ...somePeople(200, 5, phone));
    await measure();
    expect((await registry.quality.listFaulty(testActor(), everything, 'phone-known', {})).items).toEqual([]);
    registry = ruled([]);
    await measure();
    expect(await test.rows('registry.quality_fault')).toEqual([]);
    expect((await registry.quality.read(everything)).rules).toEqual([]);
  });

  it('keeps the measure of each day', async () => {
    await measure();
    test.clock.advance(86_400_000);
    await test.feed('openimis', ...somePeople(200, 5, phone));
    await measure();
    expect([await ruleOf('phone-known'), await ruleOf('phone-known', everything, '2026-11-24')]).toMatchObject([
      { faults: 0 },
      { faults: 5 },
    ]);
    expect(await registry.quality.read(everything, '2026-11-23')).toEqual({ rules: [] });
  });

  it('counts nobody who has died or was merged into another', async () => {
    await measure();
    const died = { deathDate: { date: '2026-11-01', precision: 'day' as const } };
    await test.feed('openimis', ...somePeople(200, 4, () => died));
    const [into, from] = [await test.personOf('openimis', '300'), await test.personOf('openimis', '204')];
    await registry.merge(into, from, { actor: testActor(), reason: 'the same person' });
    await measure();
    expect((await registry.quality.listFaulty(testActor(), everything, 'phone-known', {})).items).toEqual([]);
    expect(await ruleOf('phone-known')).toMatchObject({ people: 20, faults: 0 });
  });

  it('S4: is the same when it is made twice, at once, or again after it was killed in the middle', async () => {
    const killed = createRegistry({
      ...test.platform,
      config: testConfig(),
      failpoint: (name) => {
        if (name === 'registry.after-quality-page') throw new Error('killed');
      },
    });
    await expect(killed.quality.measure(testActor('interlink'))).rejects.toThrow('killed');
    expect(await registry.quality.read(everything)).toEqual({ rules: [] });
    await Promise.all([measure(), measure()]);
    await measure();
    expect(await ruleOf('phone-known')).toMatchObject({ people: 25, faults: 5 });
    expect((await registry.quality.listFaulty(testActor(), everything, 'phone-known', {})).items).toHaveLength(5);
  });

  it('S4: counts nobody twice when the database has a transaction tried again', async () => {
    const again = createRegistry({
      ...test.platform,
      config: testConfig(),
      inTransaction: (actor, work) =>
        test.platform.inTransaction(actor, async (tx) => {
          await work(tx);
          return work(tx);
        }),
    });
    await again.quality.measure(testActor('interlink'));
    expect(await ruleOf('phone-known')).toMatchObject({ people: 25, faults: 5 });
  });

  it('is refused at the start when two rules bear one name, or a form is none', () => {
    const [one] = RULES as [QualityRule];
    expect(() => ruled([one, one])).toThrow('two rules are called phone-known');
    expect(() => ruled([{ id: 'odd', title, check: 'form', field: 'phones', pattern: '(' }])).toThrow(
      'the pattern of odd is no regular expression',
    );
    expect(() => ruled([{ ...one, field: 'shoes' } as never])).toThrow();
  });

  it('answers JSON and CSV to whoever may read the registry, and to nobody else', async () => {
    await measure();
    const directory = fakeDirectory({
      reader: { roles: ['Member of MSW'], districts: [DISTRICT], rights: [990150] },
      nobody: { rights: [] },
    });
    const app = await openTestServer(test.platform, directory, {
      api: [(api, http) => qualityRoutes(api, http, registry)],
    });
    const get = (path: string, token = 'reader') =>
      app.inject({ url: `/interlink/api/v1/registry/quality${path}`, headers: { cookie: `JWT=${token}` } });
    expect((await get('?purpose=audit')).json().rules).toHaveLength(RULES.length);
    const csv = await get('/csv?purpose=audit');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="quality.csv"');
    expect(csv.body).toContain('phone-known,completeness,all,,15,5\r\n');
    expect((await get('/phone-known/people?purpose=audit')).json().items).toHaveLength(5);
    for (const path of ['', '/csv', '/phone-known/people']) {
      expect([path, (await get(`${path}?purpose=audit&judged=statement`)).statusCode]).toEqual([path, 200]);
      expect([path, (await get(`${path}?purpose=audit&judged=gossip`)).statusCode]).toEqual([path, 400]);
    }
    for (const path of ['', '/csv', '/phone-known/people']) {
      expect([path, (await get(path)).statusCode]).toEqual([path, 400]);
      expect([path, (await get(`${path}?purpose=audit`, 'nobody')).statusCode]).toEqual([path, 403]);
    }
    expect((await get('/no-such-rule/people?purpose=audit')).statusCode).toBe(404);
    expect((await get('/phone-known/people?purpose=audit&limit=1000')).statusCode).toBe(400);
    await app.close();
  });
});
