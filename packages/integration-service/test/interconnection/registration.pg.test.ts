import { randomUUID } from 'node:crypto';
import { agreementTerms, registration } from './interconnection-kit.js';
import { envelope, write } from './message-writer.js';
import { registrationDesk } from './registration-desk.js';
import { makeKey } from './test-keys.js';

describe('IBR-041: the registration of a partner', () => {
  const desk = registrationDesk();
  const { post, get, token, register } = desk;

  it('IBR-036: ends with a partner who fetches a token and whose signed message is opened', async () => {
    const { key, keyId, secret } = await register();
    expect((await post('sue', `/partners/health/keys/${keyId}/confirm`)).statusCode).toBe(200);
    expect((await post('sue', '/partners/health/activate')).json().status).toBe('active');
    const given = await token({ client_id: 'health', client_secret: secret, scope: 'search' });
    expect(given.json()).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'search' });
    const { inbound } = desk.kit.interconnection;
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
      desk.kit.superuser.query('update interconnection.partner_key set confirmed_by = proposed_by'),
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
    const find = () => desk.kit.interconnection.inbound.findAddress('health', 'callback', url);
    const { addresses } = (await post('ian', '/partners/health/addresses', { kind: 'callback', url })).json();
    expect(await find()).toBeUndefined();
    await post('sue', `/partners/health/addresses/${addresses[0].id as string}/confirm`);
    desk.kit.clock.advance(5001);
    expect(await find()).toBe(url);
    expect(await desk.kit.interconnection.inbound.findAddress('health', 'callback', `${url}/other`)).toBeUndefined();
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
    desk.kit.clock.advance(5001);
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
    const { rows } = await desk.kit.superuser.query(
      `select header ->> 'action' as action from platform.audit_entry where header ->> 'action' like '%agreement' order by id`,
    );
    expect(rows.map(({ action }) => String(action).split('.')[1])).toEqual([
      'draft-agreement',
      'approve-agreement',
      'activate-agreement',
    ]);
  });

  it('shows whose data passed to those alone who hold the right, and writes that look down', async () => {
    await desk.kit.platform.inTransaction(
      { kind: 'partner', id: 'h', loginName: 'h', correlationId: randomUUID() },
      (tx) =>
        desk.kit.interconnection.inbound.record(tx, {
          ...{ partner: 'health', direction: 'in', operation: 'search', result: '200', subjects: ['p-1'] },
          ...{ records: 1, since: desk.kit.clock.now(), signature: 'verified', bytes: 10 },
        }),
    );
    const [plain] = (await get('ian', '/exchanges?partner=health')).lines;
    expect([plain.people, plain.subjects]).toEqual([1, undefined]);
    expect((await get('aud', '/exchanges')).lines[0].subjects).toEqual(['p-1']);
    const { rows } = await desk.kit.superuser.query(
      `select header ->> 'subject' as s from platform.audit_entry where header ->> 'action' = 'interconnection.read-log'`,
    );
    expect(rows).toEqual([{ s: 'p-1' }]);
  });
});
