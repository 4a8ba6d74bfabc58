import { randomUUID } from 'node:crypto';
import { openVerificationKit, type VerificationKit } from './verification-kit.js';

describe('SR-011: a provider of identity that errs or lies', () => {
  let kit: VerificationKit;
  const startAndSignIn = async () => {
    const asked = { journeyId: randomUUID(), language: 'en', actor: kit.actor } as const;
    const { authorizationUrl } = await kit.verification.startIdentity(asked);
    return kit.nationalId.signIn(authorizationUrl);
  };
  const metadataSay = (over: object) => {
    const body = JSON.stringify({ ...kit.nationalId.metadata(), ...over });
    kit.nationalId.script.answer = ({ path }) => (path === '/.well-known/openid-configuration' ? { body } : undefined);
  };
  const complete = ({ state, code }: { readonly state: string; readonly code: string }) =>
    kit.verification.completeIdentity({ state, code, actor: kit.actor });

  beforeAll(async () => {
    kit = await openVerificationKit();
  });
  afterEach(() => {
    kit.nationalId.script.answer = undefined;
  });
  afterAll(() => kit.close());

  it.each([
    ['/token', 'with nothing', { status: 204 }],
    ['/userinfo', 'with nothing', { status: 204 }],
    ['/userinfo', 'that nothing has changed', { status: 304, headers: { etag: 'x' } }],
    ['/userinfo', 'with a status beyond all', { status: 799 }],
    [
      '/userinfo',
      'with a header in another alphabet',
      { headers: { 'x-server': Buffer.from('ё').toString('latin1') } },
    ],
    ['/userinfo', 'with more than it may', { body: 'x'.repeat(300_000) }],
  ] as const)('is not verified, and fails nobody, when %s answers %s', async (where, _how, reply) => {
    const { state, code } = await startAndSignIn();
    kit.nationalId.script.answer = ({ path }) => (path === where ? reply : undefined);
    const { result, attributes } = await complete({ state, code });
    expect(['refused', 'unavailable']).toContain(result.outcome);
    expect(attributes).toBeUndefined();
  });

  it.each([
    ['/.well-known/openid-configuration', 'with nothing', { status: 204 }],
    ['/.well-known/openid-configuration', 'with a page', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['/.well-known/openid-configuration', 'as somebody else', { body: '{"issuer":"https://other.example"}' }],
    ['/par', 'with nothing', { status: 204 }],
    ['/par', 'without where to go', { status: 201, body: '{"expires_in":60}' }],
  ] as const)('cannot be used now, and says so, when %s answers %s', async (where, _how, reply) => {
    kit.clock.advance(61_000);
    kit.nationalId.script.answer = ({ path }) => (path === where ? reply : undefined);
    await expect(startAndSignIn()).rejects.toMatchObject({ code: 'verification.source-unavailable' });
  });

  describe('S16: with keys at an address that lies', () => {
    const keysSay = (keys: (real: { readonly kid?: string }) => object) => {
      const body = JSON.stringify(keys({ kid: kit.nationalId.keyId }));
      kit.nationalId.script.answer = ({ path }) => (path === '/jwks' ? { body } : undefined);
    };
    // What was fetched before is a minute old.
    beforeEach(() => kit.clock.advance(61_000));

    it.each<[string, (real: { readonly kid?: string }) => object]>([
      ['another key under the name of the provider’s', ({ kid }) => ({ keys: [{ ...kit.strangerEs.publicJwk, kid }] })],
      ['a secret under its name', ({ kid }) => ({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid, alg: 'HS256' }] })],
      ['none', () => ({ keys: [] })],
      ['no list of keys', () => ({ keys: 'many' })],
      ['one for something else', ({ kid }) => ({ keys: [{ ...kit.strangerEs.publicJwk, kid, use: 'enc' }] })],
    ])('believes nobody by %s, and the provider again afterwards', async (_what, keys) => {
      const { state, code } = await startAndSignIn();
      keysSay(keys);
      expect((await complete({ state, code })).result.outcome).not.toBe('verified');
      kit.nationalId.script.answer = undefined;
      kit.clock.advance(61_000);
      expect((await complete(await startAndSignIn())).result.outcome).toBe('verified');
    });

    it.each(['jwks_uri', 'userinfo_endpoint', 'token_endpoint'])(
      'asks nobody at a %s that its metadata moves to another host',
      async (endpoint) => {
        metadataSay({ [endpoint]: 'http://127.0.0.1:9/elsewhere' });
        const { state, code } = await startAndSignIn();
        const { result } = await complete({ state, code });
        expect(result).toMatchObject({ outcome: 'unavailable', reasons: ['unreachable'] });
      },
    );

    it('keeps what was received however the address is spelt', async () => {
      metadataSay({ userinfo_endpoint: kit.nationalId.metadata().userinfo_endpoint.replace('http:', 'HTTP:') });
      const { result } = await complete(await startAndSignIn());
      expect(result).toMatchObject({ outcome: 'verified', evidence: { sha256: expect.any(String) } });
    });
  });
});

describe('IBR-035: the means by which a person proves who they are', () => {
  it('are those of the settings: one of them is asked for, and every one of them counts', async () => {
    const acr = ['mosip:idp:acr:biometrics', 'mosip:idp:acr:linked-wallet'];
    const identity = { verifier: 'national-id', partner: 'national-id', acr };
    const kit = await openVerificationKit({ policies: { verification: { identity } } });
    const outcomeWith = async (said: string) => {
      kit.nationalId.script.acr = said;
      const begun = { journeyId: randomUUID(), language: 'en', actor: kit.actor } as const;
      const { authorizationUrl } = await kit.verification.startIdentity(begun);
      const { state, code, asked } = kit.nationalId.signIn(authorizationUrl);
      expect(asked.get('acr_values')).toBe(acr.join(' '));
      return (await kit.verification.completeIdentity({ state, code, actor: kit.actor })).result.outcome;
    };
    expect(await outcomeWith('mosip:idp:acr:linked-wallet')).toBe('verified');
    expect(await outcomeWith('mosip:idp:acr:generated-code')).toBe('refused');
    await kit.close();
  });

  it('may be as old as the settings say', async () => {
    const identity = { verifier: 'national-id', partner: 'national-id', maxAgeSeconds: 3600 };
    const kit = await openVerificationKit({ policies: { verification: { identity } } });
    const begun = { journeyId: randomUUID(), language: 'en', actor: kit.actor } as const;
    const { state, code, asked } = kit.nationalId.signIn(
      (await kit.verification.startIdentity(begun)).authorizationUrl,
    );
    kit.nationalId.script.signedIn = 3000;
    expect(asked.get('max_age')).toBe('3600');
    expect((await kit.verification.completeIdentity({ state, code, actor: kit.actor })).result.outcome).toBe(
      'verified',
    );
    await kit.close();
  });
});
