import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '../../src/platform/actor.js';
import type { Registry } from '../../src/registry/service.js';
import { recordIdOf } from '../../src/registry/record-ids.js';
import { testActor, type TestPlatform } from '../support/platform.js';
import { ana, openErasureTest, sue, type ErasureTest } from './erasure-kit.js';
import { anEnrolment, aPayment, aPerson, everything } from './registry-kit.js';

describe('S15: the erasure of a person', () => {
  let test: TestPlatform;
  let registry: Registry;
  let secretsDir: string;
  let told: string[];
  let feed: ErasureTest['feed'];
  let opened: ErasureTest;
  beforeEach(async () => {
    opened = await openErasureTest();
    ({ test, registry, secretsDir, told, feed } = opened);
    await feed(
      'openimis',
      aPerson('1'),
      anEnrolment('1', 'OAA', { status: 'graduated' }),
      aPayment('1', 'OAA', '2026-01-05'),
    );
    await feed('second-mis', aPerson('1'));
    await feed(
      'openimis',
      aPerson('2', {
        name: { givenName: 'Juma', surname: 'Kamau' },
        birthDate: { date: '1961-07-08', precision: 'day' },
      }),
    );
  });
  afterEach(() => opened.close());

  const personOf = async (key: string) =>
    (
      await test.superuser.query(
        `select person_id from registry.person_record where source = 'openimis' and record_key = $1`,
        [key],
      )
    ).rows[0]?.person_id as string;
  const within = <R>(by: Actor, work: (tx: never) => Promise<R>) =>
    test.platform.inTransaction(by, work as never) as Promise<R>;
  const ask = (personId: string, by = sue) =>
    within(by, (tx) => registry.privacy.ask(tx, personId, 'asked to be forgotten'));
  const erase = async (key: string) => {
    const personId = await personOf(key);
    await registry.privacy.confirm(ana, await ask(personId));
    return personId;
  };
  const hold = (personId: string, holds: boolean) =>
    within(sue, (tx) => registry.privacy.setHold(tx, personId, holds, 'a court asked for it'));

  it('S15: leaves no word of a name that nobody else bears', async () => {
    const words = async () =>
      (await test.superuser.query('select word from registry.name_word order by word')).rows.map(({ word }) => word);
    expect(await words()).toEqual(['amina', 'juma', 'kamau', 'wanjiru']);
    await erase('1');
    expect(await words()).toEqual(['juma', 'kamau']);
  });

  it('shows first what would be destroyed, and what stays elsewhere', async () => {
    expect(await registry.privacy.preview(await personOf('1'))).toEqual({
      personId: await personOf('1'),
      statements: 4,
      sources: ['openimis', 'second-mis'],
      enrolments: 1,
      payments: 1,
      householdsAlone: 0,
      ...{ journeys: 0, journeysOpen: 0, verifications: 0, paymentsKept: 0, paymentsOpen: 0 },
      legalHold: false,
      activeEnrolment: false,
      remainsIn: ['openimis', 'second-mis'],
    });
  });

  it('destroys the keys, so that nothing that was said can be opened, and takes the person out of every view', async () => {
    const personId = await erase('1');
    for (const table of ['person', 'person_name', 'person_key', 'person_record'])
      expect(
        (await test.superuser.query(`select 1 from registry.${table} where person_id = $1`, [personId])).rows,
      ).toEqual([]);
    for (const table of ['enrolment', 'benefit', 'payment'])
      expect(
        (await test.superuser.query(`select 1 from registry.${table} where holder_id = $1`, [personId])).rows,
      ).toEqual([]);
    const { rows } = await test.superuser.query(
      `select count(*)::int as said, count(*) filter (where k.wrapped_key is null)::int as gone from registry.source_record r
       join platform.subject_key k on k.subject_id = r.subject_id::text and k.purpose = 'registry'`,
    );
    expect(rows).toEqual([{ said: 5, gone: 4 }]);
    await expect(registry.getPerson(ana, personId, everything)).rejects.toMatchObject({ code: 'registry.erased' });
    const past = { asOf: '2026-11-24', knownAt: new Date('2026-11-24T09:00:00Z') };
    await expect(registry.getPerson(ana, personId, everything, past)).rejects.toMatchObject({
      code: 'registry.erased',
    });
    expect(told).toContain('registry.person-erased');
  });

  it('leaves everybody else as they were', async () => {
    await erase('1');
    const other = await registry.getPerson(ana, await personOf('2'), everything);
    expect(other.data.name).toEqual({ givenName: 'Juma', surname: 'Kamau' });
  });

  it('keeps nothing more, whatever the sources go on saying, and takes the others of the same page', async () => {
    const personId = await erase('1');
    const done = await feed(
      'openimis',
      aPerson('1', { sex: 'male' }),
      anEnrolment('1', 'OAA'),
      aPerson('3', { name: { givenName: 'Zuri', surname: 'Achieng' } }),
    );
    expect(done).toMatchObject({ received: 3, added: 1, changed: 0, unchanged: 2 });
    expect(await personOf('1')).toBeUndefined();
    await expect(
      within(ana, (tx) =>
        registry.amendWithin(tx, { personId, kind: 'death', data: {}, validFrom: '2026-11-01', evidence: [] }),
      ),
    ).rejects.toMatchObject({ code: 'registry.erased' });
    await registry.rebuild(testActor('interlink'));
    expect(await personOf('1')).toBeUndefined();
  });

  it('S10: is confirmed by a second person only', async () => {
    const id = await ask(await personOf('1'));
    await expect(registry.privacy.confirm(sue, id)).rejects.toMatchObject({ code: 'registry.second-person-needed' });
    expect(await personOf('1')).toBeDefined();
  });

  it('may be withdrawn before, and not after', async () => {
    const id = await ask(await personOf('1'));
    await within(sue, (tx) => registry.privacy.withdraw(tx, id));
    await expect(registry.privacy.confirm(ana, id)).rejects.toMatchObject({ code: 'registry.decision-not-possible' });
    expect(await personOf('1')).toBeDefined();
  });

  it('is refused while somebody is in a programme', async () => {
    await feed('openimis', anEnrolment('2', 'OAA'));
    await expect(ask(await personOf('2'))).rejects.toMatchObject({
      code: 'registry.decision-not-possible',
      details: { reason: 'in-a-programme' },
    });
  });

  it('is refused under a legal hold, asked for before or after it, until it is lifted', async () => {
    const personId = await personOf('1');
    const id = await ask(personId);
    await hold(personId, true);
    await expect(ask(personId)).rejects.toMatchObject({ code: 'registry.legal-hold' });
    await expect(registry.privacy.confirm(ana, id)).rejects.toMatchObject({ code: 'registry.legal-hold' });
    expect(await personOf('1')).toBe(personId);
    await hold(personId, false);
    await registry.privacy.confirm(ana, id);
    expect(await personOf('1')).toBeUndefined();
  });

  it('follows a hold through a merge', async () => {
    const [one, two] = [await personOf('1'), await personOf('2')];
    await hold(two, true);
    await registry.merge(one, two, { actor: sue, reason: 'the same person' });
    await expect(ask(one)).rejects.toMatchObject({ code: 'registry.legal-hold' });
  });

  it('takes a household with it in which nobody else is, and no other', async () => {
    await feed(
      'openimis',
      { kind: 'household', key: 'alone', data: { size: 1, members: [{ personKey: '1' }] } },
      { kind: 'household', key: 'both', data: { size: 2, members: [{ personKey: '1' }, { personKey: '2' }] } },
    );
    await erase('1');
    const { rows } = await test.superuser.query('select record_key from registry.household');
    expect(rows).toEqual([{ record_key: 'both' }]);
  });

  it('takes what was said of a household that is gone with it, where nobody else ever was in it', async () => {
    const [alone, both] = [[{ personKey: '1' }], [{ personKey: '1' }, { personKey: '2' }]];
    await feed(
      'openimis',
      { kind: 'household', key: 'alone', data: { members: alone } },
      { kind: 'household', key: 'both', data: { members: both } },
    );
    await feed(
      'openimis',
      { kind: 'household', key: 'alone', deleted: true },
      { kind: 'household', key: 'both', deleted: true },
    );
    await erase('1');
    const { rows } = await test.superuser.query(
      `select r.record_id from registry.record_head r join platform.subject_key k on k.subject_id = r.subject_id::text
       where r.kind = 'household' and k.wrapped_key is not null`,
    );
    expect(rows).toEqual([{ record_id: recordIdOf('openimis', 'household', 'both') }]);
  });

  it('S5: leaves the audit chain whole', async () => {
    const before = await test.superuser.query('select id, hash from platform.audit_entry order by id');
    await erase('1');
    const after = await test.superuser.query('select id, hash from platform.audit_entry order by id');
    const kept = new Map(after.rows.map(({ id, hash }) => [id, String(hash)]));
    for (const { id, hash } of before.rows) expect(kept.get(id)).toBe(String(hash));
    const { rows } = await test.superuser.query(
      `select count(*)::int as n from platform.audit_entry where header ->> 'action' = 'registry.erase-person'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('S19: is written outside as keyed hashes, and carried out again over a database that was restored', async () => {
    const keys = await test.superuser.query(`select * from platform.subject_key where purpose = 'registry'`);
    const personId = await erase('1');
    const journal = readFileSync(path.join(secretsDir, 'erasures.txt'), 'utf8');
    expect(
      journal
        .trim()
        .split('\n')
        .every((line) => /^[0-9a-f]{64}$/.test(line)),
    ).toBe(true);
    expect(journal).not.toContain(personId);
    // A backup of before: the keys are there again.
    for (const { subject_id, wrapped_key } of keys.rows) {
      await test.superuser.query(
        `update platform.subject_key set wrapped_key = $2, destroyed_at = null where subject_id = $1 and purpose = 'registry'`,
        [subject_id, wrapped_key],
      );
    }
    expect(await registry.privacy.replay(testActor('interlink'))).toBe(2);
    expect(await registry.privacy.replay(testActor('interlink'))).toBe(0);
    const { rows } = await test.superuser.query(
      `select count(*)::int as n from platform.subject_key where purpose = 'registry' and wrapped_key is not null`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('takes with the person what was found wrong with their data', async () => {
    const faulty = () => registry.quality.listFaulty(ana, everything, 'phone-known', {});
    await registry.quality.measure(testActor('interlink'));
    const before = (await faulty()).items;
    const personId = await erase('1');
    expect(before.map((one) => one.personId)).toContain(personId);
    expect((await faulty()).items).toEqual(before.filter((one) => one.personId !== personId));
    const left = await test.superuser.query('select 1 from registry.quality_fault where person_id = $1', [personId]);
    expect(left.rowCount).toBe(0);
  });

  it('S19: erases nobody when the file cannot be written', async () => {
    const id = await ask(await personOf('1'));
    rmSync(secretsDir, { recursive: true });
    await expect(registry.privacy.confirm(ana, id)).rejects.toThrow(/ENOENT/);
    expect(await personOf('1')).toBeDefined();
  });
});
