import type { FeedBeneficiary, FeedBenefit, FeedIndividual } from '../../src/openimis/feed-port.js';
import type { RegistryPolicy } from '../../src/registry/policy.js';
import { createRegistry, type Registry } from '../../src/registry/service.js';
import { registryJobs } from '../../src/registry/jobs.js';
import { ServiceError } from '@interlink/contracts/errors';
import { fakeOpenImis, type FakeOpenImis } from '../support/fake-openimis.js';
import { testActor } from '../support/platform.js';
import { feedOver, type Rows } from './paged-feed.js';
import { aScope, DISTRICT, everything, openRegistryTest, VILLAGE, type RegistryTest } from './registry-kit.js';

const person = (id: string, over: Partial<FeedIndividual['person']> = {}): FeedIndividual => ({
  kind: 'individual',
  id,
  isDeleted: false,
  elements: {},
  unmapped: {},
  person: {
    ...{ givenName: 'Amina', surname: 'Otieno', nationalId: 'N77' },
    birthDate: { date: '1951-01-01', precision: 'day' },
    ...over,
  },
});
const enrolled = (id: string, programme: string): FeedBeneficiary => ({
  ...{ kind: 'beneficiary', id, isDeleted: false, status: 'ACTIVE', programme, validFrom: '2025-01-01' },
  holder: { kind: 'person', key: '1' },
});
const paid = (programme: string): FeedBenefit => ({
  ...{ kind: 'benefit', id: 'b1', isDeleted: false, individualId: '1', status: 'RECONCILED', amount: '10' },
  ...{ dueOn: '2026-01-01', updatedOn: '2026-01-05', payrollId: 'p1', programme, cycle: '2026-01' },
});
const rowsOf = (individuals: FeedIndividual[], programme: string): Rows => ({
  ...{ individuals, groups: [], groupBeneficiaries: [] },
  beneficiaries: [enrolled('e1', programme)],
  benefits: [paid(programme)],
});

/** Ours and the health insurance's openIMIS: both number their villages, people and programmes as they like. */
describe('IBR-030: another openIMIS as a source', () => {
  let test: RegistryTest;
  let registry: Registry;
  let ours: FakeOpenImis;
  let theirs: FakeOpenImis;
  let theirRows: Rows;
  const touched = new Set<string>();

  beforeAll(async () => {
    test = await openRegistryTest();
    const { settings } = test.platform.config;
    const policy = settings.policies['registry'] as RegistryPolicy;
    const health = { name: 'Health insurance', kind: 'openimis' as const, institution: 'NHIF' };
    const instance = { url: 'https://openimis.example.org', currency: 'UGX' };
    const sources = { ...policy.sources, health: { ...health, instance } };
    const policies = { ...settings.policies, registry: { ...policy, sources } };
    const config = { ...test.platform.config, settings: { ...settings, policies } };
    registry = createRegistry({ ...test.platform, config });
    ours = fakeOpenImis();
    theirs = fakeOpenImis();
    ours.villages.push({ locationId: VILLAGE, code: 'K1', name: 'Kibera', parents: [], districtId: DISTRICT });
    const elsewhere = '00000000-0000-4000-8000-00000000f001';
    theirs.villages.push({ locationId: elsewhere, code: 'K1', name: 'KIBERA', parents: [], districtId: elsewhere });
    ours.feed = feedOver(rowsOf([person('1')], 'OAA'), new Set(), []);
    theirRows = rowsOf([person('1', { locationId: elsewhere, locationName: 'KIBERA' })], 'OAA');
    theirs.feed = feedOver(theirRows, touched, []);
    await swept(registry.follower(ours));
    await swept(other());
  });
  afterAll(() => test.close());

  const other = () => registry.follower(theirs, { source: 'health', ours });
  const swept = async (follower: { sweep(pages: number): Promise<boolean> }) => {
    for (let turn = 0; turn < 20; turn += 1) if (await follower.sweep(2)) return;
    throw new Error('the sweep does not end');
  };
  const view = async (scope = everything) => registry.getPerson(testActor(), await test.personOf('health', '1'), scope);

  it('is one person with ours of the same number, though both call them 1, with both enrolments', async () => {
    expect(await test.personOf('health', '1')).toBe(await test.personOf('openimis', '1'));
    expect((await view()).enrolments.map(({ source, programme }) => [source, programme]).sort()).toEqual([
      ['health', 'OAA'],
      ['openimis', 'OAA'],
    ]);
  });

  it('counts its money in its own currency', async () => {
    const payments = (await view()).payments.map(({ source, amount }) => [source, amount]).sort();
    expect(payments).toEqual([
      // Ten of each: a shilling of Uganda has no hundredth.
      ['health', { minor: 10, currency: 'UGX' }],
      ['openimis', { minor: 1000, currency: 'KES' }],
    ]);
  });

  it('S2: is in our district by the code of the village, so that officers of it may see the person', async () => {
    expect((await view(aScope({ institutions: 'all' }))).data.place).toMatchObject({ locationId: VILLAGE });
    const elsewhere = aScope({ districts: ['00000000-0000-4000-8000-00000000d009'], institutions: 'all' });
    await expect(view(elsewhere)).rejects.toMatchObject({ code: 'registry.person-not-found' });
  });

  it('S2: has programmes of its institution, though we have one of the same code', async () => {
    const { enrolments, otherEnrolments, payments } = await view(aScope({ institutions: ['MSW'] }));
    expect(enrolments.map(({ source }) => source)).toEqual(['openimis']);
    expect(payments.map(({ source }) => source)).toEqual(['openimis']);
    expect(otherEnrolments).toBe(true);
  });

  it('is followed from where it was, apart from ours', async () => {
    await other().follow();
    theirRows.individuals[0] = person('1', { mobile: '+254700000001' });
    touched.add('1');
    expect(await other().follow()).toBe(1);
    expect((await view()).data.phones).toEqual(['+254700000001']);
    const cursors = await test.rows('registry.source order by code', 'code, cursor');
    const followed = cursors.map(({ code, cursor }) => [code, 'followedTo' in (cursor as object)]);
    expect(followed).toEqual(expect.arrayContaining([['health', true]]));
    expect(followed).toEqual(expect.arrayContaining([['openimis', false]]));
  });

  it('is swept again with ours when an operator asks for it', async () => {
    await test.platform.inTransaction(testActor(), (tx) => registry.askSweep(tx));
    const cursors = await test.rows("registry.source where kind = 'openimis'", 'cursor');
    expect(cursors).toHaveLength(2);
    for (const { cursor } of cursors) expect(cursor).not.toHaveProperty('sweptAt');
  });

  it('keeps nobody waiting while it is away: it is followed by a job of its own, which says so', async () => {
    const away = {
      asService: () => {
        throw new ServiceError('platform.openimis-unavailable');
      },
    };
    const warned: object[] = [];
    const log = { ...test.platform.log, warn: (_text: string, fields: object) => warned.push(fields) };
    const jobs = registryJobs(registry, ours, [{ source: 'health', openimis: away }], { ...test.platform, log });
    const run = (name: string) => jobs.find((job) => job.name === name)?.run({});
    await run('registry.follow-health');
    expect(warned).toEqual([{ code: 'platform.openimis-unavailable', source: 'health' }]);
    await run('registry.follow');
    expect(warned).toHaveLength(1);
  });
});
