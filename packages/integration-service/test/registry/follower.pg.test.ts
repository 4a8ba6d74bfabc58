import { join } from 'node:path';
import type { FeedBenefit, FeedIndividual, FeedRow } from '../../src/openimis/feed-port.js';
import { fakeOpenImis, type FakeOpenImis } from '../support/fake-openimis.js';
import { liveInProcess } from '../support/mortal.js';
import { testActor } from '../support/platform.js';
import { feedOver, type Rows } from './paged-feed.js';
import { everything, openRegistryTest, type RegistryTest } from './registry-kit.js';

const individual = (id: string, givenName: string, over: Partial<FeedIndividual> = {}): FeedIndividual => ({
  kind: 'individual',
  id,
  isDeleted: false,
  person: {
    givenName,
    surname: 'Otieno',
    birthDate: { date: `19${50 + Number(id)}-01-01`, precision: 'day' },
    nationalId: `N${id}`,
  },
  elements: {},
  unmapped: {},
  ...over,
});
const benefit = (over: Partial<FeedBenefit> = {}): FeedBenefit => ({
  kind: 'benefit',
  id: 'b1',
  isDeleted: false,
  individualId: '1',
  status: 'ACCEPTED',
  amount: '10',
  dueOn: '2026-01-01',
  payrollId: 'p1',
  programme: 'OAA',
  cycle: '2026-01',
  ...over,
});

describe('following openIMIS', () => {
  let test: RegistryTest;
  let fake: FakeOpenImis;
  let rows: Rows;
  const touched = new Set<string>();
  const asked: string[] = [];
  beforeEach(async () => {
    test = await openRegistryTest();
    fake = fakeOpenImis();
    touched.clear();
    asked.length = 0;
    rows = {
      individuals: [individual('1', 'Amina'), individual('2', 'Baraka')],
      groups: [
        {
          kind: 'group',
          id: 'g1',
          code: 'H1',
          isDeleted: false,
          elements: {},
          unmapped: {},
          members: [{ individualId: '1', role: 'HEAD' }],
        },
      ],
      beneficiaries: [
        {
          kind: 'beneficiary',
          id: 'e1',
          isDeleted: false,
          holder: { kind: 'person', key: '1' },
          status: 'ACTIVE',
          programme: 'OAA',
          validFrom: '2025-01-01',
        },
      ],
      groupBeneficiaries: [],
      benefits: [benefit()],
    };
    fake.feed = feedOver(rows, touched, asked);
  });
  afterEach(() => test.close());

  const follower = () => test.registry.follower(fake);
  const person = async (key: string) =>
    test.registry.getPerson(testActor(), await test.personOf('openimis', key), everything);
  const sweepAll = async () => {
    for (let turn = 0; turn < 20; turn += 1) if (await follower().sweep(2)) return;
    throw new Error('the sweep does not end');
  };

  it('brings everything by a sweep that goes on where it was, and nothing twice', async () => {
    expect(await follower().sweep(1)).toBe(false);
    // Another process goes on: nothing is kept in memory.
    await sweepAll();
    expect(asked.filter((page) => page.startsWith('individuals'))).toEqual(['individuals:start', 'individuals:1']);
    expect((await person('1')).enrolments).toMatchObject([{ programme: 'OAA', enrolledOn: '2025-01-01' }]);
    const versions = (await test.rows('registry.source_record')).length;
    test.clock.advance(3_600_000);
    await sweepAll();
    expect((await test.rows('registry.source_record')).length).toBe(versions);
  });

  it('IBR-009: asks for the next page while it takes one in, never for more than it may', async () => {
    await follower().sweep(1);
    expect(asked).toEqual(['individuals:start']);
    await follower().sweep(2);
    expect(asked).toEqual(['individuals:start', 'individuals:1', 'groups:start']);
  });

  it('meets a page that fails when its turn comes: what came before it is kept, and the next turn begins with it', async () => {
    const { groups } = fake.feed;
    fake.feed = { ...fake.feed, groups: () => Promise.reject(new Error('openIMIS is away')) };
    await expect(follower().sweep(9)).rejects.toThrow('openIMIS is away');
    expect(await test.rows('registry.person')).toHaveLength(2);
    fake.feed = { ...fake.feed, groups };
    await sweepAll();
    expect(asked.filter((page) => page === 'individuals:start')).toHaveLength(1);
    expect((await person('1')).enrolments).toHaveLength(1);
  });

  it('sees at once what openIMIS says has changed', async () => {
    await sweepAll();
    await follower().follow();
    rows.individuals[0] = individual('1', 'Aminah');
    touched.add('1');
    expect(await follower().follow()).toBe(1);
    expect((await person('1')).data.name?.givenName).toBe('Aminah');
    expect(await follower().follow()).toBe(0);
  });

  it('asks openIMIS one question when nothing has changed, and then only for what has', async () => {
    await sweepAll();
    const kept = follower();
    await kept.follow();
    asked.length = 0;
    expect(await kept.follow()).toBe(0);
    expect(asked).toEqual(['changed']);
    asked.length = 0;
    rows.individuals[1] = individual('2', 'Barakah');
    touched.add('2');
    expect(await kept.follow()).toBe(1);
    expect(asked).toEqual(['changed', 'individuals:start:since']);
  });

  it('asks for the villages once a minute at most, and not at all when there is nothing to place', async () => {
    const villages = () => fake.calls.filter(({ operation }) => operation === 'villages').length;
    await sweepAll();
    const kept = follower();
    await kept.follow();
    const before = villages();
    await kept.follow();
    expect(villages()).toBe(before);
    for (const name of ['Aminah', 'Amena']) {
      rows.individuals[0] = individual('1', name);
      touched.add('1');
      await kept.follow();
    }
    expect(villages()).toBe(before + 1);
    test.clock.advance(61_000);
    rows.individuals[0] = individual('1', 'Aminata');
    await kept.follow();
    expect(villages()).toBe(before + 2);
  });

  it('sees a person of the CSV import by the sweep: openIMIS gives them no time', async () => {
    await sweepAll();
    rows.individuals.push(individual('3', 'Chege'));
    expect(await follower().follow()).toBe(0);
    test.clock.advance(3_600_000);
    await sweepAll();
    expect((await person('3')).data.name?.givenName).toBe('Chege');
  });

  it('sees a member added to a group, of which the group itself says nothing', async () => {
    await sweepAll();
    await follower().follow();
    rows.groups[0] = {
      ...rows.groups[0],
      members: [
        { individualId: '1', role: 'HEAD' },
        { individualId: '2', role: 'SON' },
      ],
    } as FeedRow;
    touched.add('m-g1');
    await follower().follow();
    expect((await person('2')).households).toMatchObject([{ role: 'son' }]);
  });

  it('sees a benefit that was moved to another payroll in bulk', async () => {
    await sweepAll();
    rows.benefits[0] = benefit({ payrollId: 'p2', cycle: '2026-02' });
    test.clock.advance(3_600_000);
    await sweepAll();
    expect((await person('1')).benefits).toMatchObject([{ period: '2026-02' }]);
  });

  it('takes a softly deleted beneficiary out of the view', async () => {
    await sweepAll();
    await follower().follow();
    rows.beneficiaries[0] = { ...rows.beneficiaries[0], isDeleted: true } as FeedRow;
    touched.add('e1');
    await follower().follow();
    expect((await person('1')).enrolments).toEqual([]);
  });

  it('IBR-020: brings one person on demand, says how much of it is news, and keeps who wanted it (S9)', async () => {
    const news = await follower().refresh('2', 'olga.operator');
    expect((await person('2')).data.name?.givenName).toBe('Baraka');
    expect(await test.personOf('openimis', '1')).toBeUndefined();
    expect(news).toBe((await test.rows('registry.record_head')).length);
    expect(await follower().refresh('2', 'olga.operator')).toBe(0);
    const audited = await test.rows(`platform.audit_entry where header->>'action' = 'registry.ingest'`, 'header');
    expect(JSON.stringify(audited)).toContain('olga.operator');
  });

  it('asks as the service account that may only read', async () => {
    await follower().sweep(1);
    expect(new Set(fake.calls.map(({ by }) => by))).toEqual(new Set(['service:sync']));
  });

  describe('when the process is killed', () => {
    const life = join(__dirname, 'follow-life.ts');
    const TABLES = ['source_record', 'record_head', 'link', 'person', 'person_record', 'enrolment', 'benefit'];
    const counts = async () => {
      const found: Record<string, unknown> = {};
      for (const table of [...TABLES, 'household', 'household_member', 'conflict']) {
        found[table] = (await test.rows(`registry.${table}`, 'count(*)::int as n'))[0]?.['n'];
      }
      return found;
    };
    const known = async () =>
      test.rows('registry.person_record order by record_key', 'record_key, source, linked_by, deleted');

    it.each(['registry.after-ingest', 'registry.after-sweep-page'] as const)(
      'IBR-009: at %s and started again, the registry holds what it holds without the kill',
      async (point) => {
        expect(await liveInProcess(test, life, { rows }, point)).toBe('SIGKILL');
        expect(await liveInProcess(test, life, { rows })).toBeNull();
        const after = [await counts(), await known()];
        await test.close();
        test = await openRegistryTest();
        expect(await liveInProcess(test, life, { rows })).toBeNull();
        expect(after).toEqual([await counts(), await known()]);
        expect(after[0]).toMatchObject({ person: 2, household: 1, enrolment: 1, benefit: 1 });
      },
      120_000,
    );
  });
});
