import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BeginPublication } from '@interlink/contracts/social-registry/publication';
import { testConfig } from '../support/platform.js';
import { fakeOpenImis, type FakeOpenImis } from '../support/fake-openimis.js';
import { liveInProcess } from '../support/mortal.js';
import { anOfficer, anybody, csv, csvRow, openSocialKit, VILLAGE, type SocialKit } from './kit.js';

jest.setTimeout(180_000);

const family = (at: number) => [
  csvRow(`H${at}`, { ...anybody(at), national_id: `ID-${at}-1`, income: '', mobile: '+254700000001' }),
  csvRow(`H${at}`, { given_name: 'Juma', sex: 'male', birth_date: `19${50 + at}`, relationship: 'child' }),
];
const families = (count: number) => Array.from({ length: count }, (_one, at) => family(at)).flat();

describe('publishing households into openIMIS', () => {
  let kit: SocialKit;
  let openimis: FakeOpenImis;

  const open = async (policies: Record<string, unknown> = {}) => {
    openimis = fakeOpenImis();
    openimis.villages.push(VILLAGE);
    const { settings } = testConfig();
    kit = await openSocialKit(
      { settings: { ...settings, policies: { ...settings.policies, 'social-registry': policies } } },
      openimis,
    );
  };
  beforeEach(() => open());
  afterEach(() => kit.close());

  const begin = (body: BeginPublication = {}, by = kit.ina) =>
    kit.platform.inTransaction(by.actor, (tx) => kit.registry.publications.begin(tx, by, body));
  const change = (verb: 'pause' | 'resume', id: string) =>
    kit.platform.inTransaction(kit.ina.actor, (tx) => kit.registry.publications[verb](tx, kit.ina, id));
  const get = (id: string) => kit.registry.publications.get(kit.ina, id);
  const rows = async (id: string, state?: 'failed') =>
    (await kit.registry.publications.rows(kit.ina, id, state ? { state } : {})).items;
  const finish = async () => {
    while ((await kit.registry.publications.advance()) > 0);
  };
  const load = async (count: number) => kit.load((await kit.send(csv(...families(count)))).id);

  it('SR-020: makes each household a group with its people, head first, and says so row by row', async () => {
    await load(3);
    const { id, total, state } = await begin();
    expect([total, state]).toEqual([3, 'running']);
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 3, failed: 0, total: 3 });
    expect(openimis.persons.size).toBe(6);
    const [group] = [...openimis.groups.values()];
    expect(group).toMatchObject({
      locationId: VILLAGE.locationId,
      members: [{ role: 'HEAD', recipientType: 'PRIMARY' }, { role: 'SON' }],
    });
    const answers = await rows(id);
    expect(answers.map(({ state: one, people }) => [one, people])).toEqual([
      ['published', 2],
      ['published', 2],
      ['published', 2],
    ]);
    expect(new Set(answers.map(({ groupId }) => groupId))).toEqual(
      new Set([...openimis.groups.values()].map((one) => one.id)),
    );
  });

  it('S15: gives openIMIS names, birth date, sex, number and telephone, and nothing of means or health', async () => {
    const means = { works: 'yes', income: '4711', wg_seeing: 'cannot' };
    await kit.load((await kit.send(csv(csvRow('H1', { ...means, national_id: 'AB-12', mobile: '+254711000000' })))).id);
    await begin();
    await finish();
    const [person] = [...openimis.persons.values()];
    expect(person).toMatchObject({
      givenName: 'Amina',
      surname: 'Otieno',
      nationalId: 'AB-12',
      mobile: '+254711000000',
      birthDate: { date: '1950-03-02', precision: 'day' },
    });
    expect(JSON.stringify([...openimis.persons.values()])).not.toMatch(/(?<![\w-])4711(?![\w-])|disab|VIS_SS/);
  });

  it('SR-020: of households that are there already makes nobody twice', async () => {
    await load(2);
    await begin();
    await finish();
    const people = openimis.persons.size;
    const second = await begin();
    await finish();
    expect(await get(second.id)).toMatchObject({ state: 'done', published: 2 });
    expect([openimis.persons.size, openimis.groups.size]).toEqual([people, 2]);
  });

  it('SR-020: takes the households of one file alone, and at most so many', async () => {
    await load(2);
    const { id: uploadId } = await kit.load((await kit.send(csv(...family(7), ...family(8), ...family(9)))).id);
    expect(await begin({ uploadId })).toMatchObject({ total: 3, uploadId });
    expect(await begin({ uploadId, most: 2 })).toMatchObject({ total: 2 });
  });

  it('refuses to publish what is not there', async () => {
    await expect(begin()).rejects.toMatchObject({ code: 'social-registry.nothing-to-publish' });
  });

  it('SR-020: goes on by itself when openIMIS was away or an answer was lost, and makes nobody twice', async () => {
    await load(2);
    const { id } = await begin();
    openimis.down = true;
    expect(await kit.registry.publications.advance().catch(() => 0)).toBe(0);
    openimis.down = false;
    openimis.loseAnswerOf.add('createIndividual').add('createGroup');
    await finish();
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 2, failed: 0 });
    expect([openimis.persons.size, openimis.groups.size]).toEqual([4, 2]);
  });

  it('says of a household that openIMIS refuses why, and goes on with the others', async () => {
    await load(3);
    const { id } = await begin();
    openimis.villages.length = 0;
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 0, failed: 3 });
    expect((await rows(id, 'failed')).map(({ problem }) => problem)).toEqual(Array(3).fill('platform.not-found'));
  });

  it('S15: says of a household that was erased meanwhile that there is none, and publishes those behind it', async () => {
    await load(6);
    const { id } = await begin();
    await begin();
    await kit.superuser.query(
      'delete from social_registry.household where id = (select min(id::text)::uuid from social_registry.household)',
    );
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 5, failed: 1 });
    expect(await rows(id, 'failed')).toMatchObject([{ ordinal: 1, problem: 'social-registry.not-found', people: 0 }]);
    expect(openimis.groups.size).toBe(5);
    expect((await kit.registry.publications.list(kit.ina)).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('stops at a person’s word and goes on at another', async () => {
    await load(6);
    const { id } = await begin();
    await change('pause', id);
    expect(await kit.registry.publications.advance()).toBe(0);
    expect(await get(id)).toMatchObject({ state: 'paused', published: 0 });
    await change('resume', id);
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 6 });
    await expect(change('pause', id)).rejects.toMatchObject({ code: 'social-registry.not-ready' });
  });

  it('waits in office hours, says so, and goes on after them', async () => {
    await kit.close();
    await open({ officeHours: { timeZone: 'Africa/Nairobi', days: ['Tue'], from: '08:00', to: '17:00' } });
    await load(2);
    const { id } = await begin();
    // 2026-11-24 is a Tuesday; 08:00 UTC is 11:00 in Nairobi.
    expect(await kit.registry.publications.advance()).toBe(0);
    expect(await get(id)).toMatchObject({ state: 'office-hours', published: 0 });
    kit.clock.advance(6 * 3_600_000);
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 2 });
  });

  it('tells how fast it goes and how long the rest takes', async () => {
    await load(5);
    const { id } = await begin();
    await finish();
    await kit.superuser.query(
      `update social_registry.publication_row set at = $1::timestamptz + ordinal * interval '2 seconds'`,
      [kit.clock.now()],
    );
    await kit.superuser.query(`update social_registry.publication set state = 'paused', total = 35`);
    expect(await get(id)).toMatchObject({ perMinute: 30, remainingSeconds: 60 });
  });

  it('S2: is nothing to another institution', async () => {
    await load(1);
    const { id } = await begin();
    const stranger = anOfficer('nia.intake', 'NDA');
    await expect(kit.registry.publications.get(stranger, id)).rejects.toMatchObject({
      code: 'social-registry.not-found',
    });
    await expect(kit.registry.publications.rows(stranger, id, {})).rejects.toMatchObject({
      code: 'social-registry.not-found',
    });
    await expect(begin({}, stranger)).rejects.toMatchObject({ code: 'social-registry.nothing-to-publish' });
    expect(await kit.registry.publications.list(stranger)).toEqual([]);
    expect(await kit.registry.publications.list(kit.ina)).toHaveLength(1);
  });

  it('S5: leaves in the audit who began it, what was published and its end', async () => {
    await load(1);
    const { id } = await begin();
    await finish();
    const { rows: entries } = await kit.superuser.query(
      `select header->>'action' as action from platform.audit_entry where header->>'stream' = $1 order by seq`,
      [`publication:${id}`],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'social-registry.begin-publication',
      'social-registry.publish-batch',
      'social-registry.published',
    ]);
  });

  it('lets one process work at a time, and another go on when its lease ended', async () => {
    await load(30);
    const { id } = await begin();
    await kit.superuser.query(
      `update social_registry.publication set lease_by = 'another', lease_until = $1::timestamptz + interval '60 seconds'`,
      [kit.clock.now()],
    );
    expect(await kit.registry.publications.advance()).toBe(0);
    kit.clock.advance(61_000);
    await finish();
    expect(await get(id)).toMatchObject({ state: 'done', published: 30 });
  });

  it.each(['social-registry.after-individuals', 'social-registry.after-publish'] as const)(
    'must-show 2: killed at %s and started again makes what it makes without the kill',
    async (point) => {
      const file = join(mkdtempSync(join(tmpdir(), 'interlink-publish-')), 'openimis.json');
      const life = join(__dirname, 'publish-life.ts');
      await load(12);
      const { id } = await begin();
      expect(await liveInProcess(kit, life, { file }, point)).toBe('SIGKILL');
      expect(await get(id)).toMatchObject({ state: 'running' });
      kit.clock.advance(61_000);
      expect(await liveInProcess(kit, life, { file })).toBeNull();
      expect(await get(id)).toMatchObject({ state: 'done', published: 12, failed: 0 });
      const { persons, groups } = JSON.parse(readFileSync(file, 'utf8'));
      const keys = persons.map(([, { journeyId }]: [string, { journeyId: string }]) => journeyId);
      expect([persons.length, new Set(keys).size, groups.length]).toEqual([24, 24, 12]);
    },
  );
});
