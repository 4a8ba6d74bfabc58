import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { OpenImisPerson } from '../../src/openimis/port.js';
import type { Operator } from '../../src/platform/http/api.js';
import { createRegistry } from '../../src/registry/service.js';
import { createVerificationLists, type VerificationLists } from '../../src/verification/lists/service.js';
import { anOperator, fakeOpenImis } from '../support/fake-openimis.js';
import { liveInProcess } from '../support/mortal.js';
import { openVerificationKit, type VerificationKit } from './verification-kit.js';
import { inClear } from '../support/in-clear';

jest.setTimeout(90_000);

describe('SR-009: verification of a list of people by a job', () => {
  let kit: VerificationKit;
  let lists: VerificationLists;
  const openimis = fakeOpenImis();
  openimis.operators.set('token-vic', anOperator({ loginName: 'vic.verifier' }));
  const vic = randomUUID();
  const operator = (userId = vic): Operator => ({
    session: {
      ...{ userId, loginName: 'vic.verifier', displayName: 'Vic', language: 'en', institution: 'MSW' },
      permissions: ['verification.run'],
    },
    ...{ token: 'token-vic', districts: [] },
    actor: { ...kit.actor, kind: 'operator', id: userId },
  });
  let number = 10_000;
  const aPerson = (): OpenImisPerson & { readonly nationalId: string } => {
    const person = {
      ...{ individualId: randomUUID(), givenName: 'Mercy', surname: 'Omondi', nationalId: String((number += 1)) },
      birthDate: { date: '1946-06-02', precision: 'day' } as const,
      account: { provider: 'DEMOKENA', number: `01100${number}` },
    };
    openimis.persons.set(person.individualId, person);
    return person;
  };
  const people = (count: number) => Array.from({ length: count }, aPerson);
  const start = (list: readonly { readonly nationalId: string }[], more: readonly string[] = []) =>
    lists.start(operator(), {
      nationalIds: [...list.map(({ nationalId }) => nationalId), ...more],
      kinds: ['account'],
    });
  const asked = () => kit.bank.received.length;

  beforeAll(async () => {
    kit = await openVerificationKit();
    const registry = createRegistry(kit.platform);
    lists = createVerificationLists(kit.platform, { openimis, verification: kit.verification, registry });
  });
  afterAll(() => kit.close());

  it('says how far it is, and gives the results page by page, in the order of the list', async () => {
    const some = people(24);
    const begun = await start(some, ['99990000']);
    const { listId } = begun;
    expect(begun).toMatchObject({ state: 'running', total: 25, done: 1, verdicts: { unknown: 1 } });
    await lists.work(listId);
    expect(await lists.find(operator(), listId)).toMatchObject({
      ...{ state: 'done', total: 25, done: 25 },
      verdicts: { accept: 24, review: 0, stop: 0, unknown: 1 },
    });
    const first = await lists.page(operator(), listId);
    const second = await lists.page(operator(), listId, first.next);
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 5, undefined]);
    expect([...first.items, ...second.items].map(({ individualId }) => individualId)).toEqual([
      ...some.map(({ individualId }) => individualId),
      undefined,
    ]);
    expect(first.items[0]).toMatchObject({ name: 'Mercy Omondi', verdict: 'accept', results: [{ kind: 'account' }] });
  });

  it('S6: writes down each person, when the list is asked for, when each is checked, and when a page is read', async () => {
    const [one] = people(1);
    const { listId } = await start(one ? [one] : []);
    await lists.work(listId);
    await lists.page(operator(), listId);
    const { rows } = await kit.superuser.query<{ action: string }>(
      `select header->>'action' as action from platform.audit_entry where header->>'subject' = $1 order by id`,
      [one?.individualId],
    );
    const actions = rows.map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining(['verification.start-list', 'verification.check', 'verification.read-list']),
    );
  });

  it('S2: is nobody else’s, and shows no more than its maker sees now', async () => {
    const [one] = people(1);
    const { listId } = await start(one ? [one] : []);
    await lists.work(listId);
    const strange = lists.find(operator(randomUUID()), listId);
    await expect(strange).rejects.toMatchObject({ code: 'verification.list-not-found' });
    await expect(lists.page(operator(randomUUID()), listId)).rejects.toMatchObject({
      code: 'verification.list-not-found',
    });
    openimis.persons.delete(one?.individualId ?? '');
    const { items } = await lists.page(operator(), listId);
    expect(items).toMatchObject([{ verdict: 'unknown', results: [] }]);
    expect(items[0]).not.toHaveProperty('name');
  });

  it('keeps nobody’s name or number in clear', async () => {
    await start(people(2));
    const { rows } = await kit.superuser.query(`select i::text as all from verification.list_item i`);
    expect(JSON.stringify(rows)).not.toMatch(inClear('Omondi', '1946-\\d{2}-\\d{2}', '0110010\\d{3}'));
  });

  it('S12: asks a reason from the operator’s 200th person of the day, and keeps nothing', async () => {
    const much = randomUUID();
    await kit.superuser.query(`insert into platform.people_day values ($1, $2, 199, null)`, [
      much,
      kit.clock.now().toISOString().slice(0, 10),
    ]);
    const nationalIds = people(2).map(({ nationalId }) => nationalId);
    const before = await kit.superuser.query(`select count(*) from verification.list`);
    await expect(lists.start(operator(much), { nationalIds, kinds: ['account'] })).rejects.toMatchObject({
      code: 'platform.reason-needed',
    });
    expect((await kit.superuser.query(`select count(*) from verification.list`)).rows).toEqual(before.rows);
  });

  it('asks about everybody once when two workers take the same list', async () => {
    const { listId } = await start(people(12));
    const before = asked();
    await Promise.all([lists.work(listId), lists.work(listId)]);
    await lists.work(listId);
    expect(asked() - before).toBe(12);
    expect(await lists.find(operator(), listId)).toMatchObject({ state: 'done', done: 12 });
  });

  it('S3: goes on after a kill, and keeps one answer a person', async () => {
    const some = people(7);
    const { listId } = await start(some);
    const file = join(__dirname, 'list-life.ts');
    expect(await liveInProcess(kit, file, { listId }, 'verification.after-person')).toBe('SIGKILL');
    expect((await lists.find(operator(), listId)).state).toBe('running');
    kit.clock.advance(121_000);
    await lists.workForgotten();
    expect(await lists.find(operator(), listId)).toMatchObject({ state: 'done', done: 7, verdicts: { accept: 7 } });
    const ids = some.map(({ individualId }) => individualId);
    const { rows } = await kit.superuser.query(
      `select count(*)::int as kept from verification.result where subject_id = any($1)`,
      [ids],
    );
    expect(rows).toEqual([{ kept: 7 }]);
  });

  it('keeps nobody waiting behind a person who cannot be verified, in this list or a later one', async () => {
    const some = people(7);
    const { listId } = await start(some);
    const later = await start(people(1));
    // Sealed for another: it can be opened by nobody.
    const spoil = 'update verification.list_item set person = $2 where list_id = $1 and place = 0 returning person';
    const { rows } = await kit.superuser.query<{ person: Buffer }>(
      'select person from verification.list_item where list_id = $1 and place = 0',
      [listId],
    );
    await kit.superuser.query(spoil, [listId, Buffer.from('spoilt')]);
    kit.clock.advance(1000);
    await lists.workForgotten();
    expect(await lists.find(operator(), listId)).toMatchObject({ state: 'running', done: 6 });
    expect(await lists.find(operator(), later.listId)).toMatchObject({ state: 'done' });
    await kit.superuser.query(spoil, [listId, rows[0]?.person]);
    kit.clock.advance(121_000);
    await lists.workForgotten();
    expect(await lists.find(operator(), listId)).toMatchObject({ state: 'done', done: 7 });
  });

  it('is forgotten after 30 days', async () => {
    const { listId } = await start(people(1));
    kit.clock.advance(31 * 86_400_000);
    await lists.forget();
    await expect(lists.find(operator(), listId)).rejects.toMatchObject({ code: 'verification.list-not-found' });
  });

  it('S15: keeps for 30 days, too, who went to the identity provider', async () => {
    const daysAgo = (days: number) => new Date(kit.clock.now().getTime() - days * 86_400_000);
    await kit.superuser.query(
      `insert into verification.authentication (state_hash, journey_id, secrets, created_at, expires_at)
       values ('kept', 'j', '', $1, $1), ('gone', 'j', '', $2, $2)`,
      [daysAgo(29), daysAgo(31)],
    );
    await lists.forget();
    const { rows } = await kit.superuser.query('select state_hash from verification.authentication');
    expect(rows).toEqual([{ state_hash: 'kept' }]);
  });
});
