import type { Api } from '../../src/platform/http/api.js';
import { registryRoutes } from '../../src/registry/routes.js';
import { fakeDirectory, fromOurPage, openTestServer, passwordOf } from '../support/server.js';
import { anEnrolment, aPerson, DISTRICT, openRegistryTest, type RegistryTest } from './registry-kit.js';

const READ = 990150;
const OPERATE = 990153;
const FILE = 'c'.repeat(64);

describe('the first load by the API', () => {
  let test: RegistryTest;
  let app: Api;
  beforeAll(async () => {
    test = await openRegistryTest();
    const msw = { roles: ['Member of MSW'], districts: [DISTRICT] };
    const directory = fakeDirectory({
      reader: { ...msw, rights: [READ] },
      operator: { ...msw, rights: [OPERATE] },
    });
    app = await openTestServer(test.platform, directory, {
      api: [(api, http) => registryRoutes(api, http, test.registry)],
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const base = '/interlink/api/v1/registry/sources/openimis/first-load';
  const post = (token: string, path: string, payload: object) =>
    app.inject({ method: 'POST', url: `${base}${path}`, headers: fromOurPage(token), payload });
  const put = (token: string, path: string, payload: string) => {
    const headers = fromOurPage(token, { 'content-type': 'application/octet-stream' });
    return app.inject({ method: 'PUT', url: `${base}/${path}`, headers, payload });
  };
  const lines = (...records: unknown[]) => records.map((record) => JSON.stringify(record)).join('\n');
  const confirm = (token: string) =>
    app.inject({
      method: 'POST',
      url: '/interlink/api/v1/session/confirm',
      headers: fromOurPage(token),
      payload: { password: passwordOf(token) },
    });

  it('S2: is for whoever runs the registry, and begins with the password again', async () => {
    expect((await post('reader', '', { file: FILE })).statusCode).toBe(403);
    expect((await put('reader', `${FILE}/1`, lines(aPerson('1')))).statusCode).toBe(403);
    expect((await post('reader', '/finish', { file: FILE, number: 1 })).statusCode).toBe(403);
    expect((await post('operator', '', { file: FILE })).json()).toMatchObject({ code: 'platform.confirmation-needed' });
    await confirm('operator');
    expect((await post('operator', '', { file: FILE })).json()).toEqual({ upTo: 0, beyond: [] });
  });

  it('refuses a name of a file or portion that is none, and a portion of a load that was not begun', async () => {
    expect((await post('operator', '', { file: '../etc/passwd' })).statusCode).toBe(400);
    expect((await put('operator', `${FILE}/0`, lines(aPerson('1')))).statusCode).toBe(400);
    const other = await put('operator', `${'d'.repeat(64)}/1`, lines(aPerson('1')));
    expect([other.statusCode, other.json().code]).toEqual([409, 'registry.load-other-file']);
  });

  it('refuses a portion with one line that is no record, and keeps nothing of it', async () => {
    const broken = await put('operator', `${FILE}/1`, `${lines(aPerson('1'))}\n{"kind":"person","key":"2"}`);
    expect([broken.statusCode, broken.json().details]).toEqual([422, { record: 2, where: expect.any(String) }]);
    const text = await put('operator', `${FILE}/1`, 'not json');
    expect(text.json().details).toEqual({ line: 1, where: 'not-json' });
    expect(await test.rows('registry.person')).toEqual([]);
  });

  it('IBR-009: takes portions, says which are in, and ends', async () => {
    const first = await put('operator', `${FILE}/1`, lines(aPerson('1'), anEnrolment('1', 'OAA')));
    expect(first.json()).toEqual({ received: 2, people: 1, households: 0 });
    const again = await put('operator', `${FILE}/1`, lines(aPerson('1'), anEnrolment('1', 'OAA')));
    expect(again.json()).toEqual({ received: 0, people: 0, households: 0 });
    expect((await post('operator', '', { file: FILE })).json()).toEqual({ upTo: 1, beyond: [] });
    expect((await post('operator', '/finish', { file: FILE, number: 1 })).statusCode).toBe(204);
    const late = await post('operator', '', { file: FILE });
    expect([late.statusCode, late.json().code]).toEqual([409, 'registry.load-not-first']);
  });
});
