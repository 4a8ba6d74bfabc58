import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { registrationDesk } from './registration-desk.js';
import { makeKey, type TestKey } from './test-keys.js';

const ISSUER = 'http://127.0.0.1:3000/interlink';
const FINGERPRINT = 'ab'.repeat(32);

describe('IBR-041: a registered partner', () => {
  const desk = registrationDesk();
  const { post, token, assertion, withAssertion, register } = desk;

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

    it('takes an assertion of the new key as well as one of the old, though both bear one name', async () => {
      const next = await makeKey('EdDSA');
      await desk.kit.addKey('health', next);
      await desk.kit.superuser.query(`update interconnection.partner_key set kid = 'key-of-the-year'`);
      desk.kit.clock.advance(5001);
      const named = (by: TestKey) => assertion({ ...by, kid: 'key-of-the-year' }).sign(by.privateKey);
      for (const by of [key, next]) expect((await withAssertion(named(by))).statusCode).toBe(200);
      expect((await withAssertion(named(await makeKey('EdDSA')))).statusCode).toBe(401);
    });

    it('S13: answers a name that no database keeps as that of a stranger, wherever it stands, and breaks nothing', async () => {
      const name = 'health\u0000';
      const asked = [
        token({ client_id: name, client_secret: secret }),
        token({}, { authorization: `Basic ${Buffer.from(`${encodeURIComponent(name)}:x`).toString('base64')}` }),
        withAssertion(assertion(key).setIssuer(name).setSubject(name).sign(key.privateKey)),
      ];
      for (const answer of await Promise.all(asked)) {
        expect([answer.statusCode, answer.json()]).toEqual([401, { error: 'invalid_client' }]);
      }
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
      const who = () => desk.kit.interconnection.inbound.authenticate({ headers, correlationId: randomUUID() });
      await who();
      await post('ian', '/partners/health/suspend');
      await expect(who()).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
      await post('sue', '/partners/health/activate');
      await who();
      desk.kit.clock.advance(600_001);
      await expect(who()).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
    });

    it('never takes a message that the partner signed, or a token with another type, for a token of ours', async () => {
      const { alg, kid, privateKey } = await desk.kit.interconnection.keyring.token();
      const claims = () => new SignJWT({}).setSubject('health').setIssuer(ISSUER).setAudience(ISSUER);
      const exp = Math.floor(desk.kit.clock.now().getTime() / 1000) + 60;
      const untyped = await claims().setExpirationTime(exp).setProtectedHeader({ alg, kid }).sign(privateKey);
      const foreign = await claims()
        .setExpirationTime(exp)
        .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' })
        .sign(key.privateKey);
      for (const text of [untyped, foreign, 'x', '']) {
        const request = { headers: { authorization: `Bearer ${text}` }, correlationId: randomUUID() };
        await expect(desk.kit.interconnection.inbound.authenticate(request)).rejects.toMatchObject({
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
      desk.kit.interconnection.inbound.authenticate({ headers, certificateSha256, correlationId: randomUUID() });
    expect((await who(FINGERPRINT)).id).toBe('health');
    await expect(who()).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
    await expect(who('cd'.repeat(32))).rejects.toMatchObject({ code: 'interconnection.partner-unauthenticated' });
  });
});
