import { join } from 'node:path';
import type { SourceRecord } from '@interlink/contracts/registry/source-record';
import { liveInProcess } from '../support/mortal.js';
import { testActor } from '../support/platform.js';
import { anEnrolment, aPerson, openRegistryTest, VILLAGE, type RegistryTest } from './registry-kit.js';
import { wholeView } from './whole-view.js';

const FILE = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const admin = testActor('adm.admin');

const household: SourceRecord = {
  kind: 'household',
  key: 'h',
  data: { place: { locationId: VILLAGE }, members: [{ personKey: '1', role: 'head' }, { personKey: '9' }] },
};

describe('the first load of a file', () => {
  let test: RegistryTest;
  beforeEach(async () => {
    test = await openRegistryTest();
  });
  afterEach(() => test.close());

  const begin = (file = FILE, source = 'openimis') => test.registry.firstLoad.begin(admin, source, file);
  const send = (number: number, records: readonly SourceRecord[], file = FILE) =>
    test.registry.firstLoad.portion(admin, { source: 'openimis', file, number }, records);
  const finish = (number: number, file = FILE) =>
    test.registry.firstLoad.finish(admin, { source: 'openimis', file, number });
  const members = () => test.rows('registry.household_member order by record_id', 'person_id is not null as is_known');
  const actions = async () =>
    (
      await test.rows(
        `platform.audit_entry where header ->> 'stream' = 'source:openimis' order by header ->> 'id'`,
        `header ->> 'action' as action, header ->> 'actorLogin' as who`,
      )
    ).map(({ action, who }) => `${String(action)} ${String(who)}`);

  it('R5: takes each portion once, in whichever order it comes, and says which are in', async () => {
    expect(await begin()).toMatchObject({ upTo: 0, beyond: [] });
    expect(await send(2, [aPerson('2')])).toEqual({ received: 1, people: 1, households: 0 });
    expect(await begin()).toMatchObject({ upTo: 0, beyond: [2] });
    expect(await send(1, [aPerson('1'), anEnrolment('1', 'OAA')])).toMatchObject({ received: 2, people: 1 });
    expect(await send(2, [aPerson('2')])).toEqual({ received: 0, people: 0, households: 0 });
    expect(await begin()).toMatchObject({ upTo: 2, beyond: [] });
    expect(await test.rows('registry.person')).toHaveLength(2);
  });

  it('R5: takes a portion once when it is sent twice at the same time', async () => {
    await begin();
    const sent = await Promise.all([send(1, [aPerson('1')]), send(1, [aPerson('1')])]);
    expect(sent.map(({ received }) => received).sort()).toEqual([0, 1]);
    expect(await test.rows('registry.person')).toHaveLength(1);
  });

  it('IBR-030: finds members of a household who came in another portion, before it or after it', async () => {
    await begin();
    await send(1, [aPerson('1')]);
    await send(2, [household]);
    expect(await members()).toEqual(expect.arrayContaining([{ is_known: true }, { is_known: false }]));
    await send(3, [aPerson('9')]);
    await finish(3);
    expect(await members()).toEqual([{ is_known: true }, { is_known: true }]);
  });

  it('S5: is in the log: who began, every portion, who ended', async () => {
    await begin();
    await send(1, [aPerson('1')]);
    await finish(1);
    expect(await actions()).toEqual([
      'registry.begin-load adm.admin',
      'registry.ingest adm.admin',
      'registry.finish-load adm.admin',
    ]);
  });

  it('leaves nothing of a portion in which one record is known, and goes on with the others', async () => {
    await begin();
    await send(1, [aPerson('1')]);
    await expect(send(2, [aPerson('2'), aPerson('1')])).rejects.toMatchObject({ code: 'registry.load-not-first' });
    expect(await test.rows('registry.person')).toHaveLength(1);
    expect(await begin()).toMatchObject({ upTo: 1, beyond: [] });
  });

  it('refuses what is said of somebody who is not in the portion, because it would be shown nowhere', async () => {
    await begin();
    await expect(send(1, [aPerson('1'), anEnrolment('2', 'OAA')])).rejects.toMatchObject({
      code: 'registry.record-refused',
      details: { where: '/subject', reason: 'subject-not-in-portion', key: '2-OAA' },
    });
    expect(await test.rows('registry.source_record')).toEqual([]);
  });

  it('refuses another file until this one is in, and every file afterwards', async () => {
    await begin();
    await expect(begin(OTHER)).rejects.toMatchObject({ code: 'registry.load-other-file' });
    await expect(send(1, [aPerson('1')], OTHER)).rejects.toMatchObject({ code: 'registry.load-other-file' });
    await send(1, [aPerson('1')]);
    await finish(1);
    await expect(begin(OTHER)).rejects.toMatchObject({ code: 'registry.load-not-first' });
    await expect(begin()).rejects.toMatchObject({ code: 'registry.load-not-first' });
    await expect(send(2, [aPerson('2')])).rejects.toMatchObject({ code: 'registry.load-other-file' });
  });

  it('does not end while a portion is missing', async () => {
    await begin();
    await send(2, [aPerson('2')]);
    await expect(finish(2)).rejects.toMatchObject({ code: 'registry.load-other-file' });
    await send(1, [aPerson('1')]);
    await finish(2);
  });

  it('refuses a source that has records, a registry that has another, and a source that nobody knows', async () => {
    await test.feed('openimis', aPerson('1'));
    await expect(begin()).rejects.toMatchObject({ code: 'registry.load-not-first' });
    await expect(begin(FILE, 'second-mis')).rejects.toMatchObject({ code: 'registry.load-not-first' });
    const empty = await openRegistryTest();
    await expect(empty.registry.firstLoad.begin(admin, 'nobody', FILE)).rejects.toMatchObject({
      code: 'registry.source-unknown',
    });
    expect(await empty.rows('registry.source')).toEqual([]);
    await empty.close();
  });

  it('lets the source go on as any other afterwards', async () => {
    await begin();
    await send(1, [aPerson('1')]);
    await finish(1);
    const { changed, unchanged } = await test.feed('openimis', aPerson('1', { sex: 'male' }));
    expect([changed, unchanged]).toEqual([1, 0]);
  });

  it('R5: killed within a portion and started again, it holds what it holds without the kill, and nothing twice', async () => {
    const life = join(__dirname, 'first-load-life.ts');
    const portions = [
      [aPerson('1'), anEnrolment('1', 'OAA')],
      [aPerson('2'), household],
      [aPerson('9'), anEnrolment('9', 'OAA'), anEnrolment('9', 'FOOD')],
      [aPerson('3')],
    ];
    await begin();
    await send(1, portions[0] ?? []);
    expect(await liveInProcess(test, life, { file: FILE, portions }, 'registry.in-first-load')).toBe('SIGKILL');
    expect(await begin()).toMatchObject({ upTo: 1, beyond: [] });
    expect(await test.rows('registry.person')).toHaveLength(1);
    expect(await liveInProcess(test, life, { file: FILE, portions })).toBeNull();
    const [after, log] = [await wholeView(test), await actions()];
    await test.close();
    test = await openRegistryTest();
    expect(await liveInProcess(test, life, { file: FILE, portions })).toBeNull();
    expect(await wholeView(test)).toEqual(after);
    expect(await actions()).toEqual(log);
    expect(after['registry.person']).toHaveLength(4);
    expect(await members()).toEqual([{ is_known: true }, { is_known: true }]);
  }, 120_000);
});
