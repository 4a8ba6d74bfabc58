import type { Capabilities } from '../../src/capabilities.js';
import { apiRoutes } from '../../src/main.js';
import type { Api } from '../../src/platform/http/api.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer } from '../support/server.js';

const ALL_RIGHTS = Array.from({ length: 100 }, (_, index) => 990_100 + index);
const SOME_ID = '00000000-0000-4000-8000-000000000001';
const CHANGING = ['post', 'put', 'patch', 'delete'];

/** Every capability there is or will be: whatever a route calls is written down, and nothing happens. */
function recordingCapabilities(called: string[]): Capabilities {
  const capability = (name: string) =>
    new Proxy({}, { get: (_target, verb) => async () => void called.push(`${name}.${String(verb)}`) });
  return new Proxy({}, { get: (_target, name) => capability(String(name)) }) as Capabilities;
}

/** What another site, or a form on it, can make a browser send. */
const hostile: readonly [string, Record<string, string | undefined>][] = [
  ['a foreign Origin', { origin: 'https://evil.example' }],
  ['a null Origin', { origin: 'null' }],
  ['no Origin', { origin: undefined }],
  ['an Origin that only begins like ours', { origin: 'http://127.0.0.1:3000.evil.example' }],
  ['no X-Interlink', { 'x-interlink': undefined }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['text', { 'content-type': 'text/plain' }],
  ['no content type', { 'content-type': undefined }],
  [
    'a form under Basic credentials in its address',
    { ...basic(), 'content-type': 'text/plain', 'x-interlink': undefined },
  ],
  ['Basic credentials and no Origin', { ...basic(), origin: undefined }],
  ['an empty bearer token and no Origin', { authorization: 'Bearer ', origin: undefined }],
];

function basic() {
  return { authorization: `Basic ${Buffer.from('x:y').toString('base64')}` };
}

describe('every changing route of the OpenAPI document', () => {
  const called: string[] = [];
  let test: TestPlatform;
  let app: Api;
  let routes: readonly { readonly method: string; readonly url: string }[];

  beforeAll(async () => {
    test = await openTestPlatform();
    const directory = fakeDirectory({ ina: { rights: ALL_RIGHTS, roles: ['Member of MSW'] }, gus: { rights: [1, 2] } });
    const api = apiRoutes(recordingCapabilities(called));
    app = await openTestServer(test.platform, directory, { api, requestsPerMinute: 100_000 });
    const { paths } = (await app.inject({ url: '/interlink/api/openapi.json' })).json();
    routes = Object.entries<object>(paths).flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => CHANGING.includes(method))
        .map((method) => ({ method: method.toUpperCase(), url: path.replace(/\{[^}]+\}/g, SOME_ID) })),
    );
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const send = ({ method, url }: { method: string; url: string }, headers: Record<string, string | undefined>) =>
    app.inject({
      method: method as 'POST',
      url,
      payload: '{}',
      headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
    });
  const countRows = async () => {
    const { rows } = await test.superuser.query(
      `select (select count(*) from platform.audit_entry)::int + (select count(*) from platform.idempotency_key)::int as n`,
    );
    return rows[0].n as number;
  };

  it('S7: there are such routes, and our own page gets past the guard on each', async () => {
    expect(routes.length).toBeGreaterThan(10);
    for (const route of routes) {
      const answer = await send(route, fromOurPage('ina', { 'idempotency-key': 'key-of-our-page' }));
      expect([route.url, answer.body.includes('platform.origin-refused')]).toEqual([route.url, false]);
    }
  });

  it.each(hostile)('S7: each refuses a change by cookie with %s: 403, and no row is written', async (_what, over) => {
    const before = await countRows();
    called.length = 0;
    for (const route of routes) {
      const answer = await send(route, { ...fromOurPage('ina', { 'idempotency-key': 'hostile-0001' }), ...over });
      expect([route.url, answer.statusCode]).toEqual([route.url, 403]);
    }
    expect(called).toEqual([]);
    expect(await countRows()).toBe(before);
  });

  it('S8: each answers 401 to nobody and 403 to somebody without any right of ours, and does nothing', async () => {
    called.length = 0;
    const key = { 'idempotency-key': 'key-without-right' };
    const body: Readonly<Record<string, string>> = { 'content-type': 'application/json' };
    for (const route of routes) {
      const nobody = await send(route, { ...body, ...key, authorization: 'Bearer stranger' });
      const gus = await send(route, { ...body, ...key, authorization: 'Bearer gus' });
      expect([route.url, nobody.statusCode]).toEqual([route.url, 401]);
      // Whoever is signed in may give the password again; that body is then looked at.
      const expected = route.url.startsWith('/interlink/api/v1/session/') ? [400, 403] : [403];
      expect([route.url, expected]).toEqual([route.url, expect.arrayContaining([gus.statusCode])]);
    }
    expect(called).toEqual([]);
  });

  it('S8: none tells a stranger what it wants: a body that is no JSON and ids that are none are not looked at', async () => {
    for (const { method, url } of routes) {
      const answer = await app.inject({
        method: method as 'POST',
        url: url.replaceAll(SOME_ID, 'no-id'),
        payload: '{ no json',
        headers: { 'content-type': 'application/json', authorization: 'Bearer stranger' },
      });
      expect([url, answer.statusCode]).toEqual([url, 401]);
      expect(answer.json()).not.toHaveProperty('violations');
    }
  });

  it('S8: the same of every reading route', async () => {
    const { paths } = (await app.inject({ url: '/interlink/api/openapi.json' })).json();
    const reading = Object.entries<object>(paths).flatMap(([path, operations]) =>
      'get' in operations && path.startsWith('/interlink/api/v1/') ? [path.replace(/\{[^}]+\}/g, 'no-id')] : [],
    );
    expect(reading.length).toBeGreaterThan(5);
    for (const url of reading) {
      const ask = (token: string) =>
        app.inject({ url: `${url}?limit=none`, headers: { authorization: `Bearer ${token}` } });
      expect([url, (await ask('stranger')).statusCode]).toEqual([url, 401]);
      if (url !== '/interlink/api/v1/session') expect([url, (await ask('gus')).statusCode]).toEqual([url, 403]);
    }
  });
});
