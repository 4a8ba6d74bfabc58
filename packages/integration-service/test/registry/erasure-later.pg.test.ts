import type { Registry } from '../../src/registry/service.js';
import type { TestPlatform } from '../support/platform.js';
import { ana, openErasureTest, sue, type ErasureTest } from './erasure-kit.js';
import { anEnrolment, aPerson, DISTRICT } from './registry-kit.js';

const YEAR = 366 * 86_400_000;

describe('S15: an erasure that is confirmed long after it was asked for', () => {
  let opened: ErasureTest;
  let test: TestPlatform;
  let registry: Registry;
  let feed: ErasureTest['feed'];
  beforeEach(async () => {
    opened = await openErasureTest();
    ({ test, registry, feed } = opened);
    for (const [at, givenName] of ['Amina', 'Baraka', 'Chege', 'Dalila'].entries()) {
      const birthDate = { date: `195${at}-0${at + 1}-11`, precision: 'day' as const };
      await feed('openimis', aPerson(String(at), { name: { givenName, surname: `Family${at * 13}` }, birthDate }));
    }
  });
  afterEach(() => opened.close());

  const query = async (text: string, values: unknown[] = []) => (await test.superuser.query(text, values)).rows;
  const personOf = async (key: string, source = 'openimis') =>
    (
      await query('select person_id from registry.person_record where source = $1 and record_key = $2', [source, key])
    )[0]?.person_id as string;
  const peopleOf = async (...keys: string[]) => {
    const ids: string[] = [];
    for (const key of keys) ids.push(await personOf(key));
    return ids;
  };
  const left = async () =>
    (await query('select record_key from registry.person_record order by record_key')).map(
      ({ record_key: key }) => key,
    );
  const ask = (personId: string) =>
    test.platform.inTransaction(sue, (tx) => registry.privacy.ask(tx, personId, 'asked to be forgotten'));
  const hold = (personId: string, holds = true) =>
    test.platform.inTransaction(sue, (tx) => registry.privacy.setHold(tx, personId, holds, 'a court'));
  const stateOf = async (id: string) =>
    (await query('select state from registry.erasure where id = $1', [id]))[0]?.state;
  const inProgramme = { code: 'registry.decision-not-possible', details: { reason: 'in-a-programme' } };

  it('is refused for somebody whom a programme took in meanwhile, and can be confirmed when they have left it', async () => {
    const id = await ask(await personOf('0'));
    await feed('openimis', anEnrolment('0', 'OAA'));
    await expect(registry.privacy.confirm(ana, id)).rejects.toMatchObject(inProgramme);
    expect([await stateOf(id), await left()]).toEqual(['asked', ['0', '1', '2', '3']]);
    test.clock.advance(1000);
    await feed('openimis', anEnrolment('0', 'OAA', { status: 'graduated' }));
    await registry.privacy.confirm(ana, id);
    expect([await stateOf(id), await left()]).toEqual(['done', ['1', '2', '3']]);
  });

  it('S10: says whom it would erase to the second person, until they are erased', async () => {
    const personId = await personOf('0');
    const id = await ask(personId);
    const whom = async () => (await registry.privacy.get([DISTRICT], id)).personId;
    expect(await whom()).toBe(personId);
    await registry.privacy.confirm(ana, id);
    expect(await whom()).toBeUndefined();
  });

  it('leaves the request open when a court spoke meanwhile', async () => {
    const personId = await personOf('0');
    const id = await ask(personId);
    await hold(personId);
    await expect(registry.privacy.confirm(ana, id)).rejects.toMatchObject({ code: 'registry.legal-hold' });
    expect(await stateOf(id)).toBe('asked');
  });

  it('is not even asked for whoever is in a household that is in a programme', async () => {
    await feed(
      'openimis',
      { kind: 'household', key: 'h', data: { members: [{ personKey: '0' }, { personKey: '1' }] } },
      {
        kind: 'enrolment',
        key: 'e',
        subject: { kind: 'household', key: 'h' },
        data: { programme: 'CHG', status: 'active' },
      },
    );
    await expect(ask(await personOf('1'))).rejects.toMatchObject(inProgramme);
    expect(await registry.privacy.preview(await personOf('1'))).toMatchObject({ activeEnrolment: true, enrolments: 0 });
    await expect(ask(await personOf('2'))).resolves.toBeDefined();
  });

  it('erases by retention whoever is still due, and nobody who came back since it was asked for', async () => {
    test.clock.advance(8 * YEAR);
    const id = await test.platform.inTransaction(sue, (tx) => registry.privacy.askRetention(tx, 'the yearly round'));
    await feed('openimis', anEnrolment('0', 'OAA', { from: '2034-01-01' }));
    await feed(
      'openimis',
      aPerson('1', { name: { givenName: 'Baraka', surname: 'Family13' }, phones: ['+254700000009'] }),
    );
    await hold(await personOf('2'));
    await registry.privacy.confirm(ana, id);
    expect(await left()).toEqual(['0', '1', '2']);
    expect(await query('select count(*)::int as n from registry.erasure_person where erased_at is not null')).toEqual([
      { n: 1 },
    ]);
  });

  it('follows a hold through two merges, and through a third', async () => {
    const [zero = '', one = '', two = '', three = ''] = await peopleOf('0', '1', '2', '3');
    await hold(zero);
    for (const [into, from] of [
      [one, zero],
      [two, one],
      [three, two],
    ] as const) {
      await registry.merge(into, from, { actor: sue, reason: 'the same person' });
      await expect(ask(into)).rejects.toMatchObject({ code: 'registry.legal-hold' });
    }
    // Under whichever of these ids something was logged about them, it is kept.
    const held = [...(await registry.privacy.heldPeople())].sort();
    expect(held).toEqual([zero, one, two, three].sort());
  });

  it('destroys what was kept of somebody by their own key before they became another', async () => {
    const [zero = '', one = '', two = ''] = await peopleOf('0', '1', '2');
    const place = (subjectId: string) => ({
      ...{ table: 'social_registry.change_request', column: 'sealed', rowId: subjectId, subjectId },
      purpose: 'registry',
    });
    const { vault } = test.platform;
    const sealed = await test.platform.inTransaction(sue, (tx) =>
      Promise.all([zero, one, two].map((id) => vault.seal(tx, place(id), 'a new account'))),
    );
    const opened = () =>
      Promise.all([zero, one, two].map((id, at) => vault.open(test.platform, place(id), sealed[at] as Buffer)));
    await registry.merge(one, zero, { actor: sue, reason: 'the same person' });
    await registry.merge(two, one, { actor: sue, reason: 'the same person' });
    expect(await opened()).toEqual(['a new account', 'a new account', 'a new account']);
    await registry.privacy.confirm(ana, await ask(two));
    expect(await opened()).toEqual([undefined, undefined, undefined]);
    expect(await left()).toEqual(['3']);
  });

  it('brings nobody back: a record that was theirs once becomes a new person when it is taken from another', async () => {
    const [identifiers, name] = [[{ type: 'NID', value: 'N-0' }], { givenName: 'Amina', surname: 'Family0' }];
    await feed('second-mis', aPerson('x', { identifiers, name, birthDate: { date: '1950-01-11', precision: 'day' } }));
    const [amina = '', baraka = ''] = await peopleOf('0', '1');
    expect(await personOf('x', 'second-mis')).toBe(amina);
    await registry.merge(baraka, amina, { actor: sue, reason: 'the same person' });
    const how = { actor: sue, reason: 'not the same' };
    const recordOf = async (key: string) =>
      (await query('select record_id from registry.person_record where record_key = $1', [key]))[0]
        ?.record_id as string;
    expect(await registry.unlink(baraka, await recordOf('0'), how)).toBe(amina);
    await registry.privacy.confirm(ana, await ask(amina));
    const taken = await registry.unlink(baraka, await recordOf('x'), how);
    expect(taken).not.toBe(amina);
    expect(await personOf('x', 'second-mis')).toBe(taken);
  });
});
