import { openAuditLog } from '../../src/audit/query.js';
import { auditRoutes } from '../../src/audit/routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, openTestServer } from '../support/server.js';

const V1 = '/interlink/api/v1/audit';

describe('The log, asked by people', () => {
  let test: TestPlatform;
  let app: Api;
  beforeAll(async () => {
    test = await openTestPlatform();
    const directory = fakeDirectory({ aud: { rights: [990110] }, ina: { rights: [990100] } });
    const log = openAuditLog(test.platform);
    const api = [(scope: Api, http: Parameters<typeof auditRoutes>[1]) => auditRoutes(scope, http, log)];
    app = await openTestServer(test.platform, directory, { api, requestsPerMinute: 100_000 });
    const write = async (login: string, action: string, stream: string, subject: string) => {
      test.clock.advance(1000);
      await test.platform.inTransaction(testActor(login), async (tx) =>
        tx.audit({ stream, action, subject, body: { n: 1 } }),
      );
    };
    await write('ina', 'enrolment.read-journey', 'journey:1', 'p1');
    await write('ana', 'enrolment.approve', 'journey:1', 'p1');
    await write('fin', 'fraud.read-finding', 'finding:1', 'p1');
    await write('ida', 'cases.read', 'sealed:1', 'p1');
    await write('ina', 'registry.search', 'registry', 'p1');
    await write('ina', 'registry.search', 'registry', 'p2');
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });
  const ask = async (path: string, token = 'aud') =>
    app.inject({ url: V1 + path, headers: { authorization: `Bearer ${token}` } });
  const actions = async (path: string) =>
    ((await ask(path)).json() as { items: { action: string }[] }).items.map(({ action }) => action);

  it.each([
    ['?stream=journey:1', ['enrolment.approve', 'enrolment.read-journey']],
    ['?subject=p2&action=registry.search', ['registry.search']],
    ['?actor=ana', ['enrolment.approve']],
    ['?action=registry.search&from=2026-11-24T08:00:06Z', ['registry.search']],
    ['?subject=p1&to=2026-11-24T08:00:03Z', ['enrolment.approve', 'enrolment.read-journey']],
  ])('answers %s newest first', async (query, expected) => {
    expect(await actions(`/entries${query}`)).toEqual(expected);
  });

  it('answers everything that one request set off, whoever did it', async () => {
    const { correlationId } = (await ask('/entries?actor=ana')).json().items[0];
    const { items } = (await ask(`/entries?correlation=${correlationId.toUpperCase()}`)).json();
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['enrolment.approve']);
    expect((await ask('/entries?correlation=not-an-id')).statusCode).toBe(400);
  });

  it('goes on where a page ends', async () => {
    const first = (await ask('/entries?stream=journey:1&limit=1')).json();
    expect(first.items).toMatchObject([{ action: 'enrolment.approve', body: { n: 1 }, actorLogin: 'ana' }]);
    const second = (await ask(`/entries?stream=journey:1&limit=1&cursor=${first.next}`)).json();
    expect(second.items).toMatchObject([{ action: 'enrolment.read-journey' }]);
    expect(second).not.toHaveProperty('next');
  });

  it('S8: answers only who has the right', async () => {
    expect((await ask('/entries', 'ina')).statusCode).toBe(403);
    expect((await ask('/people/p1/accesses', 'ina')).statusCode).toBe(403);
  });

  it('S6: writes each question into the log before it is answered', async () => {
    await ask('/entries?subject=p77');
    const { rows } = await test.superuser.query(
      `select header ->> 'actorLogin' as who, header ->> 'action' as action from platform.audit_entry
       where header ->> 'subject' = 'p77'`,
    );
    expect(rows).toEqual([{ who: 'aud', action: 'audit.query' }]);
  });

  it('S6: keeps fraud and sealed reads from the access log of a person, and changes too', async () => {
    const { items } = (await ask('/people/p1/accesses')).json() as { items: { action: string; by: string }[] };
    const shown = items.filter(({ action }) => !action.startsWith('audit.'));
    expect(shown.map(({ action, by }) => [action, by])).toEqual([
      ['registry.search', 'ina'],
      ['enrolment.read-journey', 'ina'],
    ]);
  });

  it('shows an entry whose body was erased without it', async () => {
    await test.superuser.query(
      `delete from platform.audit_body where entry_id in
       (select id from platform.audit_entry where header ->> 'subject' = 'p2')`,
    );
    const { items } = (await ask('/entries?subject=p2&action=registry.search')).json();
    expect(items[0]).not.toHaveProperty('body');
  });
});
