import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { partnerRoutes } from '../../src/interconnection/partner-routes.js';
import { interconnectionRoutes } from '../../src/interconnection/routes.js';
import type { Api } from '../../src/platform/http/api.js';
import { fakeDirectory, openTestServer, passwordOf } from '../support/server.js';
import {
  agreementTerms,
  openInterconnectionKit,
  registration,
  type InterconnectionKit,
} from './interconnection-kit.js';
import { envelope, write } from './message-writer.js';
import { makeKey, type TestKey } from './test-keys.js';

const ISSUER = 'http://127.0.0.1:3000/interlink';
const FINGERPRINT = 'ab'.repeat(32);

describe('IBR-041: the registration of a partner', () => {
  let kit: InterconnectionKit;
  let app: Api;
  const post = (login: string, url: string, payload: object = {}) =>
    app.inject({
      method: 'POST',
      url: `/interlink/api/v1${url}`,
      headers: { authorization: `Bearer ${login}`, 'idempotency-key': randomUUID() },
      payload,
    });
  /** S7: what they change weighs, so they gave their passwords less than five minutes ago. */
  const confirmSessions = () =>
    Promise.all(['ian', 'sue'].map((login) => post(login, '/session/confirm', { password: passwordOf(login) })));
  const get = async (login: string, url: string) =>
    (await app.inject({ url: `/interlink/api/v1${url}`, headers: { authorization: `Bearer ${login}` } })).json();
  const token = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/interlink/oauth2/client/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    });
  const assertion = (key: TestKey, over: Record<string, unknown> = {}) =>
    new SignJWT({ ...over })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
      .setIssuer('health')
      .setSubject('health')
      .setAudience(ISSUER)
      .setJti(randomUUID())
      .setExpirationTime(Math.floor(kit.clock.now().getTime() / 1000) + 60);
  const withAssertion = async (signed: Promise<string>) =>
    token({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signed,
    });

  beforeEach(async () => {
    kit = await openInterconnectionKit({ allowPrivateAddresses: false, certificateHeader: 'x-client-cert' });
    const directory = fakeDirectory({
      ian: { rights: [990140, 990141, 990142] },
      sue: { rights: [990140, 990142] },
      aud: { rights: [990140, 990143] },
      ina: { rights: [990100] },
    });
    const { interconnection } = kit;
    app = await openTestServer(kit.platform, directory, {
      api: [(api, http) => partnerRoutes(api, http, interconnection)],
      root: [(root) => interconnectionRoutes(root, interconnection)],
    });
    await confirmSessions();
  });
  afterEach(async () => {
    await app.close();
    await kit.close();
  });

  /** As ian proposes and sue confirms; gives the partner's key and secret. */
  async function register(over: object = {}) {
    const key = await makeKey('EdDSA');
    await post('ian', '/partners', { id: 'health', ...registration({ dciId: 'https://health.example/dci', ...over }) });
    const view = (await post('ian', '/partners/health/keys', { jwks: { keys: [key.publicJwk] } })).json();
    const made = (await post('ian', '/partners/health/credentials')).json();
    return { key, keyId: view.keys[0].id as string, secret: made.clientSecret as string };
  }

  it('IBR-036: ends with a partner who fetches a token and whose signed message is opened', async () => {
    const { key, keyId, secret } = await register();
    expect((await post('sue', `/partners/health/keys/${keyId}/confirm`)).statusCode).toBe(200);
    expect((await post('sue', '/partners/health/activate')).json().status).toBe('active');
    const given = await token({ client_id: 'health', client_secret: secret, scope: 'search' });
    expect(given.json()).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'search' });
    const { inbound } = kit.interconnection;
    const headers = { authorization: `Bearer ${given.json().access_token as string}` };
    const partner = await inbound.authenticate({ headers, correlationId: randomUUID() });
    expect(partner).toMatchObject({ id: 'health', scopes: ['search'] });
    const bytes = await write('attached', envelope('https://health.example/dci'), key);
    expect(await inbound.openMessage(partner, bytes)).toMatchObject({ ok: true, signature: 'verified' });
  });

  it('S16: lets nobody confirm a key or activate a partner that he wrote down himself', async () => {
    const { keyId } = await register();
    for (const path of [`keys/${keyId}/confirm`, 'activate']) {
      const answer = await post('ian', `/partners/health/${path}`);
      expect([answer.statusCode, answer.json().code]).toEqual([409, 'interconnection.second-person-needed']);
    }
    await expect(
      kit.superuser.query('update interconnection.partner_key set confirmed_by = proposed_by'),
    ).rejects.toThrow(/second_person/);
  });

  it('S8: is for those who hold the right, and for nobody else', async () => {
    expect((await post('ina', '/partners', { id: 'x1', ...registration() })).statusCode).toBe(403);
    expect((await get('ina', '/partners')).code).toBe('platform.forbidden');
    expect((await post('sue', '/partners', { id: 'x1', ...registration() })).statusCode).toBe(403);
  });

  it.each([
    ['http://health.example/cb', 'not-https'],
    ['https://127.0.0.1/cb', 'private-address'],
    ['https://[::ffff:10.0.0.1]/cb', 'private-address'],
    ['https://user:word@health.example/cb', 'userinfo-or-fragment'],
    ['nonsense', 'not-a-url'],
  ])('S16: refuses the address %s because it is %s', async (url, reason) => {
    await register();
    const answer = await post('ian', '/partners/health/addresses', { kind: 'callback', url });
    expect(answer.json()).toMatchObject({ code: 'interconnection.address-refused', details: { reason } });
  });

  it('S16: gives a callback address out only once a second person has confirmed it', async () => {
    const url = 'https://health.example/on-search';
    await register();
    const find = () => kit.interconnection.inbound.findAddress('health', 'callback', url);
    const { addresses } = (await post('ian', '/partners/health/addresses', { kind: 'callback', url })).json();
    expect(await find()).toBeUndefined();
    await post('sue', `/partners/health/addresses/${addresses[0].id as string}/confirm`);
    kit.clock.advance(5001);
    expect(await find()).toBe(url);
    expect(await kit.interconnection.inbound.findAddress('health', 'callback', `${url}/other`)).toBeUndefined();
  });

  it('S16: lets nobody confirm what was withdrawn, so that a certificate taken back locks nobody out', async () => {
    const { keyId, secret } = await register();
    await post('sue', `/partners/health/keys/${keyId}/confirm`);
    await post('sue', '/partners/health/activate');
    const url = 'https://health.example/on-search';
    const { addresses } = (await post('ian', '/partners/health/addresses', { kind: 'callback', url })).json();
    const key = (await makeKey('EdDSA')).publicJwk;
    const { keys } = (await post('ian', '/partners/health/keys', { jwks: { keys: [key] } })).json();
    const sha256 = 'a'.repeat(64);
    const { certificates } = (await post('ian', '/partners/health/certificates', { sha256 })).json();
    const proposedKey = (keys as { id: string }[]).find(({ id }) => id !== keyId)?.id ?? '';
    for (const item of [
      `addresses/${addresses[0].id as string}`,
      `certificates/${certificates[0].id as string}`,
      `keys/${proposedKey}`,
    ]) {
      expect((await post('ian', `/partners/health/${item}/withdraw`)).statusCode).toBe(200);
      const answer = await post('sue', `/partners/health/${item}/confirm`);
      expect([item, answer.statusCode, answer.json().code]).toEqual([item, 404, 'interconnection.not-found']);
    }
    kit.clock.advance(5001);
    expect((await token({ client_id: 'health', client_secret: secret, scope: 'search' })).statusCode).toBe(200);
  });

  it('refuses a private key, a short one and one that is none', async () => {
    const { key } = await register();
    const add = async (jwk: object) =>
      (await post('ian', '/partners/health/keys', { jwks: { keys: [jwk] } })).json().details.reason as string;
    expect(await add(key.privateJwk)).toBe('private-key');
    expect(await add({ kty: 'RSA', n: 'AQAB', e: 'AQAB' })).toBe('too-short');
    expect(await add({ kty: 'oct' })).toBe('unsupported-kind');
    expect(await add({ kty: 'OKP', crv: 'Ed25519', x: '!' })).toBe('unreadable');
  });

  it('takes an agreement from draft to active by two people, and each step is in the audit', async () => {
    await register();
    const draft = (await post('ian', '/partners/health/agreements', agreementTerms())).json();
    const act = (login: string, action: string) =>
      post(login, `/partners/health/agreements/${draft.id as string}/actions`, { action });
    expect((await act('ian', 'approve')).json().code).toBe('interconnection.second-person-needed');
    expect((await act('ian', 'activate')).json().code).toBe('interconnection.agreement-not-in-state');
    await act('sue', 'approve');
    expect((await act('sue', 'activate')).json()).toMatchObject({ status: 'active', madeBy: 'ian', approvedBy: 'sue' });
    const { rows } = await kit.superuser.query(
      `select header ->> 'action' as action from platform.audit_entry where header ->> 'action' like '%agreement' order by id`,
    );
    expect(rows.map(({ action }) => String(action).split('.')[1])).toEqual([
      'draft-agreement',
      'approve-agreement',
      'activate-agreement',
    ]);
  });

  it('shows whose data passed to those alone who hold the right, and writes that look down', async () => {
    await kit.platform.inTransaction({ kind: 'partner', id: 'h', loginName: 'h', correlationId: randomUUID() }, (tx) =>
      kit.interconnection.inbound.record(tx, {
        ...{ partner: 'health', direction: 'in', operation: 'search', result: '200', subjects: ['p-1'] },
        ...{ records: 1, tookMs: 3, signature: 'verified', bytes: 10 },
      }),
    );
    const [plain] = (await get('ian', '/exchanges?partner=health')).lines;
    expect([plain.people, plain.subjects]).toEqual([1, undefined]);
    expect((await get('aud', '/exchanges')).lines[0].subjects).toEqual(['p-1']);
    const { rows } = await kit.superuser.query(
      `select header ->> 'subject' as s from platform.audit_entry where header ->> 'action' = 'interconnection.read-log'`,
    );
    expect(rows).toEqual([{ s: 'p-1' }]);
  });

  describe('at the token endpoint', () => {
    let key: TestKey;
    let secret: string;

    beforeEach(async () => {
      const made = await register();
      ({ key, secret } = made);
      await post('sue', `/partners/health/keys/${made.keyId}/confirm`);
      await post('sue', '/partners/health/activate');
    });

    it('takes the secret in the Authorization header too', async () => {
      const basic = `Basic ${Buffer.from(`health:${secret}`).toString('base64')}`;
      expect((await token({}, { authorization: basic })).statusCode).toBe(200);
    });

    it('takes an assertion that the partner signed, once', async () => {
      const signed = await assertion(key).sign(key.privateKey);
      expect((await withAssertion(Promise.resolve(signed))).statusCode).toBe(200);
      expect((await withAssertion(Promise.resolve(signed))).json()).toEqual({ error: 'invalid_client' });
    });

    it.each([
      ['for another audience', (key: TestKey) => assertion(key).setAudience('https://other.example')],
      ['of another issuer', (key: TestKey) => assertion(key).setIssuer('other')],
      ['that has run out', (key: TestKey) => assertion(key).setExpirationTime(1)],
      ['that lives for years', (key: TestKey) => assertion(key).setExpirationTime(4_000_000_000)],
    ])('refuses an assertion %s', async (_what, make) => {
      expect((await withAssertion(make(key).sign(key.privateKey))).statusCode).toBe(401);
    });

    it('refuses an assertion that somebody else signed, under his key id or the partner’s', async () => {
      const other = await makeKey('EdDSA');
      expect((await withAssertion(assertion(other).sign(other.privateKey))).statusCode).toBe(401);
      expect((await withAssertion(assertion(key).sign(other.privateKey))).statusCode).toBe(401);
    });

    it('refuses a wrong secret, an unknown client and a suspended one alike', async () => {
      const wrong = await token({ client_id: 'health', client_secret: 'x' });
      const unknown = await token({ client_id: 'nobody', client_secret: secret });
      await post('ian', '/partners/health/suspend');
      const suspended = await token({ client_id: 'health', client_secret: secret });
      for (const answer of [wrong, unknown, suspended]) {
        expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'invalid_client' }]);
      }
    });

    it.each([
      [{ grant_type: 'password' }, 'unsupported_grant_type'],
      [{}, 'invalid_request'],
      [{ client_id: 'health', client_secret: 'x', client_assertion: 'y' }, 'invalid_request'],
    ])('answers %j with %s', async (form, error) => {
      expect((await token(form)).json()).toEqual({ error });
    });

    it('gives a token that ends after ten minutes, and that ends at once when the partner is suspended', async () => {
      const given = await token({ client_id: 'health', client_secret: secret });
      const headers = { authorization: `Bearer ${given.json().access_token as string}` };
      const who = () => kit.interconnection.inbound.authenticate({ headers, correlationId: randomUUID() });
      await who();
      await post('ian', '/partners/health/suspend');
      await expect(who()).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
      await post('sue', '/partners/health/activate');
      await who();
      kit.clock.advance(600_001);
      await expect(who()).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
    });

    it('never takes a message that the partner signed, or a token with another type, for a token of ours', async () => {
      const { alg, kid, privateKey } = await kit.interconnection.keyring.token();
      const claims = () => new SignJWT({}).setSubject('health').setIssuer(ISSUER).setAudience(ISSUER);
      const exp = Math.floor(kit.clock.now().getTime() / 1000) + 60;
      const untyped = await claims().setExpirationTime(exp).setProtectedHeader({ alg, kid }).sign(privateKey);
      const foreign = await claims()
        .setExpirationTime(exp)
        .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' })
        .sign(key.privateKey);
      for (const text of [untyped, foreign, 'x', '']) {
        const request = { headers: { authorization: `Bearer ${text}` }, correlationId: randomUUID() };
        await expect(kit.interconnection.inbound.authenticate(request)).rejects.toMatchObject({
          code: 'interconnection.partner-unauthenticated',
        });
      }
    });
  });

  it('binds the token to the client certificate that was registered', async () => {
    const { secret } = await register({ certificateSha256: FINGERPRINT });
    await post('sue', '/partners/health/activate');
    const form = { client_id: 'health', client_secret: secret };
    expect((await token(form)).statusCode).toBe(401);
    const given = await token(form, { 'x-client-cert': FINGERPRINT.toUpperCase() });
    expect(given.statusCode).toBe(200);
    const headers = { authorization: `Bearer ${given.json().access_token as string}` };
    const who = (certificateSha256?: string) =>
      kit.interconnection.inbound.authenticate({ headers, certificateSha256, correlationId: randomUUID() });
    expect((await who(FINGERPRINT)).id).toBe('health');
    await expect(who()).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
    await expect(who('cd'.repeat(32))).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
  });
});
