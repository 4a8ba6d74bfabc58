import type { FeedIndividual } from '../../src/openimis/feed-port.js';
import { fakeOpenImis, type FakeOpenImis } from '../support/fake-openimis.js';
import { testActor } from '../support/platform.js';
import { feedOver, type Rows } from './paged-feed.js';
import { everything, openRegistryTest, type RegistryTest } from './registry-kit.js';

const individual = (id: string, over: Partial<FeedIndividual> = {}): FeedIndividual => ({
  kind: 'individual',
  id,
  isDeleted: false,
  person: { givenName: `Person${id}`, surname: 'Otieno', birthDate: { date: `195${id}-01-01`, precision: 'day' } },
  elements: {},
  unmapped: {},
  ...over,
});
/** Nothing that the model has a place for, and nothing that a database keeps. */
const POISON = { unmapped: { ['k'.repeat(101)]: 'a\u0000b' } };

describe('following an openIMIS in which anything may stand', () => {
  let test: RegistryTest;
  let fake: FakeOpenImis;
  let rows: Rows;
  const touched = new Set<string>();
  beforeEach(async () => {
    test = await openRegistryTest();
    fake = fakeOpenImis();
    touched.clear();
    rows = {
      individuals: [individual('1', POISON), individual('2'), individual('3', POISON), individual('4')],
      groups: [],
      beneficiaries: [],
      groupBeneficiaries: [],
      benefits: [],
    };
    // All of them on one page, as they come.
    const paged = feedOver(rows, touched, []);
    const individuals: typeof paged.individuals = async (_after, { since } = {}) => ({
      rows: rows.individuals.filter(({ id }) => since === undefined || touched.has(id)) as FeedIndividual[],
      next: null,
    });
    fake.feed = { ...paged, individuals };
  });
  afterEach(() => test.close());

  const sweep = () => test.registry.follower(fake).sweep(9);
  const keys = async () =>
    (await test.rows("registry.person_record where source = 'openimis' order by record_key", 'record_key')).map(
      (row) => row['record_key'],
    );

  it('IBR-016: leaves out the record that cannot be kept, says so, and brings everybody else', async () => {
    const warned = jest.spyOn(test.platform.log, 'warn');
    expect(await sweep()).toBe(true);
    expect(await keys()).toEqual(['2', '4']);
    const fields = { code: 'registry.record-refused', source: 'openimis', kind: 'person' };
    expect(warned.mock.calls).toEqual([
      ['a record of openIMIS is left out', fields],
      ['a record of openIMIS is left out', fields],
    ]);
  });

  it('IBR-016: brings it once it was mended there, and goes on following meanwhile', async () => {
    await sweep();
    const follower = test.registry.follower(fake);
    await follower.follow();
    touched.add('1').add('4');
    rows.individuals[3] = individual('4', { person: { ...individual('4').person, givenName: 'Zuri' } });
    expect(await follower.follow()).toBe(1);
    rows.individuals[0] = individual('1');
    expect(await follower.follow()).toBe(1);
    expect(await keys()).toEqual(['1', '2', '4']);
  });

  it('fails as it did for anything else than a record: what is away is not left out', async () => {
    jest.spyOn(fake.feed, 'individuals').mockRejectedValueOnce(new Error('openIMIS is away'));
    await expect(sweep()).rejects.toThrow('openIMIS is away');
    expect(await keys()).toEqual([]);
  });

  it('IBR-020: shows a person of one name, or of none, like anybody', async () => {
    rows.individuals.splice(
      0,
      4,
      individual('5', { person: { ...individual('5').person, givenName: 'Suharto', surname: '' } }),
      individual('6', { person: { ...individual('6').person, givenName: ' ', surname: '\n' } }),
    );
    await sweep();
    const nameOf = async (key: string) =>
      (await test.registry.getPerson(testActor(), await test.personOf('openimis', key), everything)).data.name;
    expect([await nameOf('5'), await nameOf('6')]).toEqual([{ givenName: 'Suharto' }, undefined]);
  });

  it('IBR-009: ends a sweep without forgetting what else is known of the source, such as how far its file was loaded', async () => {
    await sweep();
    const firstLoad = { file: 'a'.repeat(64), upTo: 3, beyond: [] };
    await test.superuser.query(
      "update registry.source set cursor = cursor || jsonb_build_object('firstLoad', $1::jsonb)",
      [JSON.stringify(firstLoad)],
    );
    test.clock.advance(3_600_000);
    expect(await sweep()).toBe(true);
    const [row] = await test.rows('registry.source', 'cursor');
    expect(row?.['cursor']).toMatchObject({ firstLoad, sweptAt: '2026-11-24T09:00:00.000Z' });
    expect(row?.['cursor']).not.toHaveProperty('sweep');
  });
});
