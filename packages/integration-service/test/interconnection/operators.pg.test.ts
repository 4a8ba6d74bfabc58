import { randomUUID } from 'node:crypto';
import { operatorRoutes } from '../../src/interconnection/operator-routes.js';
import { recordCall } from '../../src/interconnection/outgoing-calls.js';
import { partnerRoutes } from '../../src/interconnection/partner-routes.js';
import { interconnectionJobs } from '../../src/interconnection/jobs.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, openTestServer, passwordOf, postAs } from '../support/server.js';
import { openInterconnectionKit, type InterconnectionKit } from './interconnection-kit.js';
import { envelope, write } from './message-writer.js';
import { makeKey } from './test-keys.js';

const DAY_MS = 86_400_000;

describe('those who keep the connections running', () => {
  let kit: InterconnectionKit;
  let app: Api;

  beforeAll(async () => {
    kit = await openInterconnectionKit();
    const directory = fakeDirectory({
      ian: { rights: [990140, 990141] },
      sue: { rights: [990140, 990142] },
      ina: { rights: [990100] },
    });
    const { interconnection } = kit;
    app = await openTestServer(kit.platform, directory, {
      api: [
        (api, http) => operatorRoutes(api, http, interconnection),
        (api, http) => partnerRoutes(api, http, interconnection),
      ],
      root: [],
    });
  });
  afterAll(async () => {
    await app.close();
    await kit.close();
  });

  const post = (login: string, url: string, payload?: object) => postAs(app, login, url, payload);
  const get = (login: string, url: string) =>
    app.inject({ url: `/interlink/api/v1${url}`, headers: { authorization: `Bearer ${login}` } });
  const confirmSession = (login: string) => post(login, '/session/confirm', { password: passwordOf(login) });

  describe('see the health of a connector', () => {
    const cause = {
      actor: { kind: 'system', id: 'interlink', loginName: 'interlink', correlationId: randomUUID() },
      subjectId: randomUUID(),
    } as const;
    const call = (partner: string, result: string, tookMs = 10) =>
      recordCall(kit.platform, { cause, partner, operation: 'civil-search', result, tookMs });
    const health = async (partner: string) =>
      ((await get('ian', '/connectors')).json() as { partner: string }[]).find((one) => one.partner === partner);

    beforeAll(() => {
      const url = 'https://registry.example/api';
      const partners = { bank: { url, clientId: 'i', timeoutMs: 900 }, civil: { url, clientId: 'i' } };
      Object.assign(kit.platform.config.settings, { partners: { ...partners, quiet: { url, clientId: 'i' } } });
    });

    it('IBR-041: with its calls, failures and times of the last hour, and when it answered last', async () => {
      for (const took of [10, 20, 30, 400]) await call('civil', '200', took);
      await call('civil', 'timed-out', 5000);
      await call('civil', '404', 15);
      expect(await health('civil')).toMatchObject({
        ...{ state: 'troubled', calls: 6, failures: 1, medianMs: 20, p95Ms: 400, host: 'registry.example' },
        ...{ lastFailure: { result: 'timed-out' }, timeoutMs: 5000, connections: 16 },
      });
    });

    it('IBR-041: as down once it failed ten times in a row, whichever process asked', async () => {
      await call('bank', '200');
      kit.clock.advance(1);
      for (let at = 0; at < 10; at += 1) await call('bank', at % 2 ? '503' : 'circuit-open');
      expect(await health('bank')).toMatchObject({ state: 'down', calls: 11, failures: 10, timeoutMs: 900 });
      kit.clock.advance(1);
      await call('bank', '200');
      expect(await health('bank')).toMatchObject({ state: 'troubled' });
    });

    it('as unused when nobody asked within the hour, with no figure that would be made up', async () => {
      const unused = await health('quiet');
      expect(unused).toMatchObject({ state: 'unused', calls: 0, failures: 0 });
      expect(unused).not.toHaveProperty('medianMs');
    });

    it('S13: without naming anybody, and for a week only', async () => {
      const rows = async () => (await kit.superuser.query('select * from interconnection.outgoing_call')).rows;
      expect(JSON.stringify(await rows())).not.toContain(cause.subjectId);
      kit.clock.advance(8 * DAY_MS);
      const [forget] = interconnectionJobs(kit.platform, () => Promise.resolve([]));
      await forget?.run({ data: {}, id: randomUUID() } as never);
      expect(await rows()).toEqual([]);
    });

    it('S8: by right alone', async () => {
      expect((await get('ina', '/connectors')).statusCode).toBe(403);
    });
  });

  describe('look at a message as if it had come', () => {
    const check = async (message: string) =>
      (await post('sue', '/partners/health/check', { message })).json() as object;
    let key: Awaited<ReturnType<InterconnectionKit['addPartner']>>['key'];
    const now = () => kit.clock.now();

    beforeAll(async () => {
      kit.clock.advance(0);
      ({ key } = await kit.addPartner('health', { status: 'draft' }));
    });
    const written = async (header: object = {}, by = key) =>
      Buffer.from(
        await write(
          'attached',
          envelope('https://health.example/dci', { message_ts: now().toISOString(), ...header }),
          by,
        ),
      ).toString('utf8');

    it('IBR-036: and tell that a registered key signed it, even before the partner is active', async () => {
      expect(await check(await written())).toEqual({
        ...{ ok: true, signature: 'verified', encrypted: false },
        knownKeys: [key.kid],
      });
    });

    it('IBR-036: and tell the first thing that is wrong, in the code that the partner would get', async () => {
      const stranger = await makeKey('EdDSA');
      expect(await check(await written({}, stranger))).toMatchObject({ ok: false, refusal: 'err.signature.invalid' });
      expect(await check(await written({ sender_id: 'x' }))).toMatchObject({ refusal: 'err.sender_id.invalid' });
      expect(await check(await written({ message_ts: '2020-01-01T00:00:00Z' }))).toMatchObject({
        refusal: 'rjct.message_ts.invalid',
      });
      expect(await check('{}')).toMatchObject({ refusal: 'err.request.bad', knownKeys: [key.kid] });
    });

    it('S4: without effect: the same message is still new to the partner’s own endpoint', async () => {
      const text = await written({ message_id: 'once' });
      await check(text);
      const taken = await kit.platform.inTransaction(
        { kind: 'partner', id: 'health', loginName: 'health', correlationId: randomUUID() },
        (tx) => kit.interconnection.inbound.takeMessage(tx, { id: 'health' } as never, 'once', Buffer.from(text)),
      );
      expect(taken).toBe('new');
    });

    it('refuse a partner that there is not', async () => {
      expect((await post('sue', '/partners/nobody/check', { message: '{}' })).statusCode).toBe(404);
    });
  });

  describe('rotate our keys', () => {
    const keys = async () =>
      (await get('sue', '/own-keys')).json() as { purpose: string; state: string; kid: string }[];

    it('S15: only with the right, and with the password given just now', async () => {
      expect((await post('sue', '/own-keys', { purpose: 'message' })).statusCode).toBe(403);
      expect((await post('ian', '/own-keys', { purpose: 'message' })).json().code).toBe('platform.confirmation-needed');
    });

    it('S15: with the next one published a day before its use, and one of a purpose at a time', async () => {
      await confirmSession('ian');
      const made = await post('ian', '/own-keys', { purpose: 'message' });
      expect([made.statusCode, made.json().state]).toEqual([201, 'next']);
      const { kid } = made.json() as { kid: string };
      expect(await keys()).toContainEqual(expect.objectContaining({ kid, state: 'next', purpose: 'message' }));
      expect((await kit.interconnection.keyring.published()).map((jwk) => jwk.kid)).toContain(kid);
      expect((await post('ian', '/own-keys', { purpose: 'message' })).json()).toMatchObject({
        code: 'interconnection.rotation-refused',
        details: { reason: 'already-under-way' },
      });
      kit.clock.advance(DAY_MS);
      expect(await keys()).toContainEqual(expect.objectContaining({ kid, state: 'current' }));
    });

    it.each([['2020-01-01T00:00:00Z'], ['2090-01-01T00:00:00Z']])('S15: not from %s on', async (from) => {
      await confirmSession('ian');
      const answer = await post('ian', '/own-keys', { purpose: 'encryption', from });
      expect(answer.json()).toMatchObject({ code: 'interconnection.rotation-refused', details: { reason: 'time' } });
    });

    it('S15: without ever showing a private part', async () => {
      // As a name of a member: three letters stand in a key's own id by chance.
      expect(JSON.stringify(await keys())).not.toMatch(/"(d|\w*jwk\w*)":/i);
    });
  });

  it('IBR-041: find an exchange by its time', async () => {
    const partner = { kind: 'partner', id: 'h', loginName: 'h', correlationId: randomUUID() } as const;
    const entry = { direction: 'in', operation: 'search', result: '200', subjects: [], records: 0 } as const;
    await kit.platform.inTransaction(partner, (tx) =>
      kit.interconnection.inbound.record(tx, {
        ...entry,
        partner: 'h',
        since: kit.clock.now(),
        signature: 'verified',
        bytes: 1,
      }),
    );
    const at = kit.clock.now().getTime();
    const iso = (offset: number) => new Date(at + offset).toISOString();
    const lines = async (query: string) => (await get('ian', `/exchanges?partner=h&${query}`)).json().lines.length;
    expect(await lines(`from=${iso(0)}&until=${iso(1)}`)).toBe(1);
    expect(await lines(`from=${iso(1)}`)).toBe(0);
    expect(await lines(`until=${iso(0)}`)).toBe(0);
  });
});
