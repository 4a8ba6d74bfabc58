import { ServiceError } from '@interlink/contracts/errors';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../src/platform/http/api.js';
import { keepingAnswers } from '../../src/platform/http/idempotency.js';
import { maintenanceJob } from '../../src/platform/jobs/maintenance.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';
import { fakeDirectory, fromOurPage, openTestServer, type FakeDirectory } from '../support/server.js';

const V1 = '/interlink/api/v1';
const DAY_MS = 86_400_000;
const Thing = Type.Object({ name: Type.String({ maxLength: 5 }) }, { additionalProperties: false });

function thingRoutes(app: Api, http: HttpKit): void {
  const may = http.requirePermission('enrolment.create');
  app.post('/things', { schema: { body: Thing }, preHandler: may }, (request, reply) =>
    http.idempotent(request, reply, async (tx) => {
      tx.audit({ stream: 'things', action: 'test.create', body: { name: request.body.name } });
      if (request.body.name === 'fails') throw new Error('planted: marker-4711');
      return { status: 201, body: { id: request.body.name } };
    }),
  );
  app.post('/kept/things', { schema: { body: Thing }, preHandler: may }, (request, reply) =>
    keepingAnswers(http, 400).idempotent(request, reply, async () => ({
      status: 201,
      body: { id: request.body.name },
    })),
  );
  app.post('/around', { schema: { body: Thing }, preHandler: may }, (request, reply) =>
    http.idempotentAround(request, reply, async () => {
      calls += 1;
      if (request.body.name === 'fails') throw new ServiceError('platform.openimis-unavailable');
      return { status: 200, body: { calls } };
    }),
  );
  app.post('/approve', { preHandler: http.requirePermission('enrolment.approve', { fresh: true }) }, async () => ({}));
}
let calls = 0;

describe('the operators’ API', () => {
  let test: TestPlatform;
  let directory: FakeDirectory;
  let app: Api;
  const post = (url: string, payload: unknown, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: V1 + url, payload: JSON.stringify(payload), headers });
  const countThings = async () => {
    const { rows } = await test.superuser.query(
      `select count(*)::int as n from platform.audit_entry where header ->> 'action' = 'test.create'`,
    );
    return rows[0].n as number;
  };

  beforeAll(async () => {
    test = await openTestPlatform();
    directory = fakeDirectory({
      ina: { rights: [990100, 990101], roles: ['Intake officer', 'Member of MSW'] },
      ana: { rights: [990102] },
      root: { rights: [1, 2, 3] },
    });
    app = await openTestServer(test.platform, directory, { api: [thingRoutes], requestsPerMinute: 100_000 });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  it('S7: tells who is signed in, by cookie or bearer, with permissions and institution', async () => {
    const expected = { loginName: 'ina', permissions: ['enrolment.create', 'enrolment.read'], institution: 'MSW' };
    const byCookie = await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ina' } });
    const byBearer = await app.inject({ url: `${V1}/session`, headers: { authorization: 'Bearer ina' } });
    expect(byCookie.json()).toMatchObject(expected);
    expect(byBearer.json()).toMatchObject(expected);
    expect(byCookie.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('S6: lets no browser and no proxy keep an answer that was logged as read', async () => {
    const answers = [
      await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ina' } }),
      await app.inject({ url: `${V1}/session` }),
      await post('/things', { name: 'a' }, fromOurPage('ina', { 'idempotency-key': 'not-to-be-kept' })),
    ];
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(['no-store', 'no-store', 'no-store']);
  });

  it('tells browsers with every answer, refusals too, to load nothing from it and to frame it nowhere', async () => {
    for (const url of [`${V1}/session`, '/interlink/health/live', '/interlink/nothing']) {
      expect((await app.inject({ url })).headers).toMatchObject({
        'content-security-policy': expect.stringMatching(/default-src 'none';.*frame-ancestors 'none'/),
        ...{ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' },
      });
    }
  });

  it.each([
    ['NUL', 'a\u0000'],
    ['half of a character', 'a\ud83d'],
  ])('refuses %s in any text before anything is done, and says where', async (_what, name) => {
    const before = await countThings();
    const answer = await post(
      '/things',
      { name },
      fromOurPage('ina', { 'idempotency-key': `unstorable-${name.length}` }),
    );
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'platform.body-invalid',
      violations: [{ path: 'body/name' }],
    });
    expect(await countThings()).toBe(before);
  });

  it('refuses NUL in the address as well', async () => {
    const answer = await app.inject({ url: `${V1}/session?of=%00`, headers: { cookie: 'JWT=ina' } });
    expect(answer.json()).toMatchObject({ status: 400, violations: [{ path: 'querystring/of' }] });
  });

  it('S7: answers 401 to nobody and to an unknown token', async () => {
    expect((await app.inject({ url: `${V1}/session` })).json()).toMatchObject({ code: 'platform.unauthenticated' });
    const unknown = await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=stranger' } });
    expect(unknown.statusCode).toBe(401);
  });

  it('S7: believes a session for 60 seconds, and asks again for an approval', async () => {
    const asked = () => directory.asked.filter((token) => token === 'ana').length;
    await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ana' } });
    await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ana' } });
    expect(asked()).toBe(1);
    expect((await post('/approve', {}, fromOurPage('ana'))).json()).toMatchObject({
      code: 'platform.confirmation-needed',
    });
    expect(asked()).toBe(2);
    test.clock.advance(60_001);
    await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ana' } });
    expect(asked()).toBe(3);
  });

  it('S7: answers 503, never yesterday’s rights, when openIMIS is unreachable', async () => {
    await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ina' } });
    directory.reachable = false;
    test.clock.advance(60_001);
    const answer = await app.inject({ url: `${V1}/session`, headers: { cookie: 'JWT=ina' } });
    directory.reachable = true;
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'platform.openimis-unavailable' });
    expect(answer.headers['retry-after']).toBeDefined();
  });

  it('S8: answers 403 without the permission; other rights of openIMIS imply nothing', async () => {
    const answer = await post('/things', { name: 'a' }, fromOurPage('root', { 'idempotency-key': 'key-for-root' }));
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'platform.forbidden', details: { permission: 'enrolment.create' } });
  });

  const hostile: readonly [string, Record<string, string | undefined>][] = [
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['a null Origin', { origin: 'null' }],
    ['no Origin', { origin: undefined }],
    ['no X-Interlink', { 'x-interlink': undefined }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['text', { 'content-type': 'text/plain' }],
  ];
  it.each(hostile)('S7: refuses a change with %s and writes nothing, on every changing route', async (_what, over) => {
    const before = await countThings();
    const all = { ...fromOurPage('ina', { 'idempotency-key': 'hostile-1' }), ...over };
    const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    for (const url of ['/things', '/around', '/approve']) {
      const answer = await post(url, { name: 'a' }, headers as Record<string, string>);
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 403, 'platform.origin-refused']);
    }
    expect(await countThings()).toBe(before);
  });

  it('says what to correct, not what was sent', async () => {
    const headers = fromOurPage('ina', { 'idempotency-key': 'violations-1', 'accept-language': 'fr-CH, en;q=0.5' });
    const answer = await post('/things', { name: 'marker-4711' }, headers);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'platform.body-invalid', violations: [{ path: 'body/name' }] });
    expect(answer.json().detail).toContain('Ce qui a été envoyé');
    expect(answer.body).not.toContain('marker-4711');
    const extra = await post('/things', { name: 'a', more: 1 }, { ...headers, 'idempotency-key': 'violations-2' });
    expect(extra.statusCode).toBe(400);
  });

  it('tells a bug as 500 with the correlation id and nothing else', async () => {
    const correlationId = '0190a0a0-0000-7000-8000-000000000001';
    const headers = fromOurPage('ina', { 'idempotency-key': 'a-bug-here', 'x-correlation-id': correlationId });
    const answer = await post('/things', { name: 'fails' }, headers);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'platform.internal', correlationId });
    expect(answer.headers['x-correlation-id']).toBe(correlationId);
    expect(answer.body).not.toContain('marker-4711');
  });

  it('S4: answers 400 to a creating call without an Idempotency-Key', async () => {
    const answer = await post('/things', { name: 'a' }, fromOurPage('ina'));
    expect(answer.json()).toMatchObject({ status: 400, code: 'platform.idempotency-key-missing' });
  });

  it('S4: has one effect for one key and says that an answer is repeated', async () => {
    const before = await countThings();
    const headers = fromOurPage('ina', { 'idempotency-key': 'once-only-1' });
    const first = await post('/things', { name: 'one' }, headers);
    const second = await post('/things', { name: 'one' }, headers);
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json()).toEqual(first.json());
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await countThings()).toBe(before + 1);
  });

  it('S4: refuses the key with another body, and authorises a repetition again', async () => {
    const headers = fromOurPage('ina', { 'idempotency-key': 'another-body' });
    await post('/things', { name: 'one' }, headers);
    const other = await post('/things', { name: 'two' }, headers);
    expect(other.json()).toMatchObject({ status: 422, code: 'platform.idempotency-key-reused' });
    const stranger = await post('/things', { name: 'one' }, { ...headers, cookie: 'JWT=root' });
    expect(stranger.statusCode).toBe(403);
  });

  it('S15: keeps the answer encrypted, for an answer may hold a person', async () => {
    const headers = fromOurPage('ina', { 'idempotency-key': 'sealed-answer' });
    await post('/things', { name: 'mark7' }, headers);
    const { rows } = await test.superuser.query(`select * from platform.idempotency_key where key = 'sealed-answer'`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('mark7');
    expect(Buffer.from(rows[0].response, 'base64').toString('latin1')).not.toContain('mark7');
    expect((await post('/things', { name: 'mark7' }, headers)).json()).toEqual({ id: 'mark7' });
  });

  it('S4: keeps no failure: the key may be used again', async () => {
    const headers = fromOurPage('ina', { 'idempotency-key': 'fails-first' });
    expect((await post('/around', { name: 'fails' }, headers)).statusCode).toBe(503);
    const { rows } = await test.superuser.query(`select 1 from platform.idempotency_key where key = 'fails-first'`);
    expect(rows).toEqual([]);
    expect((await post('/around', { name: 'well' }, headers)).statusCode).toBe(200);
  });

  it.each([
    ['/things', 30],
    ['/kept/things', 400],
  ])(
    'S4: answers a key of %s again for %d days, then with 410, its answer gone, and forgets it in the end',
    async (url, days) => {
      const key = `kept-${days}-days`;
      const headers = fromOurPage('ina', { 'idempotency-key': key });
      const again = () => post(url, { name: 'old' }, headers);
      const kept = async () => {
        await maintenanceJob(test.platform).run({});
        const { rows } = await test.superuser.query('select response from platform.idempotency_key where key = $1', [
          key,
        ]);
        return rows;
      };
      await again();
      test.clock.advance(days * DAY_MS - 1000);
      expect((await again()).headers['idempotency-replayed']).toBe('true');
      expect(await kept()).toEqual([{ response: expect.any(String) }]);
      test.clock.advance(2000);
      expect((await again()).json()).toMatchObject({ status: 410, code: 'platform.idempotency-key-expired' });
      expect(await kept()).toEqual([{ response: null }]);
      expect((await again()).statusCode).toBe(410);
      test.clock.advance(days * DAY_MS);
      expect(await kept()).toEqual([]);
    },
  );

  it('S4: has one effect in each of 1000 races of four', async () => {
    const before = await countThings();
    for (let batch = 0; batch < 50; batch += 1) {
      const races = Array.from({ length: 20 }, async (_unused, number) => {
        const headers = fromOurPage('ina', { 'idempotency-key': `race-${batch}-${number}` });
        const answers = await Promise.all(Array.from({ length: 4 }, () => post('/things', { name: 'race' }, headers)));
        const codes = answers.map(({ statusCode }) => statusCode);
        expect(codes).toContain(201);
        expect(codes.every((code) => code === 201 || code === 409)).toBe(true);
      });
      await Promise.all(races);
    }
    expect(await countThings()).toBe(before + 1000);
  }, 120_000);

  it('describes itself as OpenAPI 3.1 and shows it on a page of its own', async () => {
    const openApi = await app.inject({ url: '/interlink/api/openapi.json' });
    expect(openApi.json()).toMatchObject({ openapi: '3.1.0' });
    expect(Object.keys(openApi.json().paths)).toEqual(expect.arrayContaining([`${V1}/session`, `${V1}/things`]));
    const page = await app.inject({ url: '/interlink/api/docs' });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
  });

  it('answers 404 as a problem, and health without a session', async () => {
    expect((await app.inject({ url: '/interlink/nothing' })).json()).toMatchObject({ code: 'platform.not-found' });
    expect((await app.inject({ url: '/interlink/health/live' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/interlink/health/ready' })).statusCode).toBe(200);
  });
});
