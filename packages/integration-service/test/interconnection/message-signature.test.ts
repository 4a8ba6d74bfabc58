import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { loadOwnKeys, openPartnerKeys, type OwnKeys } from '../../src/interconnection/keys.js';
import { signMessage, verifyMessage } from '../../src/interconnection/message-signature.js';
import { makeKey, makeSecrets, type TestKey } from './test-keys.js';

const dialects = ['attached-jws', 'detached-jws', 'signature-string-escaped', 'signature-string-utf8'] as const;
const parts = {
  header: { message_id: 'm-1', sender_id: 'interlink', total_count: 1 },
  message: { transaction_id: 't-1', search_request: [{ reference_id: 'r-1', name: 'Zoé' }] },
};
const nowSeconds = 1_800_000_000;

describe('the signature of a DCI message', () => {
  let secrets: Awaited<ReturnType<typeof makeSecrets>>;
  let own: OwnKeys;
  let stranger: TestKey;
  const keysOf = (partner: string) => openPartnerKeys(join(secrets.dir, `partners/${partner}-jwks.json`), () => 0);
  const sign = (dialect: (typeof dialects)[number], seconds = nowSeconds) =>
    signMessage(parts, dialect, { key: own.signing, senderId: 'interlink', nowSeconds: seconds });
  const verify = (signature: unknown, over: object = {}, signed: typeof parts = parts) =>
    verifyMessage(signature, signed, { keys: keysOf('us'), policy: 'required', nowSeconds, ...over });

  beforeAll(async () => {
    secrets = await makeSecrets({});
    stranger = await makeKey('EdDSA');
    own = await loadOwnKeys(secrets.dir);
    secrets.register('us', [secrets.signing.publicJwk]);
    secrets.register('stranger', [stranger.publicJwk]);
  });
  afterAll(() => secrets.remove());

  describe.each(dialects)('in dialect %s', (dialect) => {
    it('verifies with the registered key', async () => {
      expect(await verify(await sign(dialect))).toBe('verified');
    });
    it('does not verify with the key of another', async () => {
      expect(await verify(await sign(dialect), { keys: keysOf('stranger') })).toBe('invalid');
    });
    it('does not verify when a member of the message was changed', async () => {
      const changed = { ...parts, message: { ...parts.message, transaction_id: 't-2' } };
      expect(await verify(await sign(dialect), {}, changed)).toBe('invalid');
    });
    it('does not verify when a member was added', async () => {
      expect(await verify(await sign(dialect), {}, { ...parts, header: { ...parts.header, more: 1 } } as never)).toBe(
        'invalid',
      );
    });
    it('verifies whatever the order of the members', async () => {
      const turned = { message: parts.message, header: { total_count: 1, sender_id: 'interlink', message_id: 'm-1' } };
      expect(await verify(await sign(dialect), {}, turned)).toBe('verified');
    });
    it('does not verify when its text was changed', async () => {
      const signature = await sign(dialect);
      const at = signature.length - 20;
      const changed = `${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`;
      expect(await verify(changed)).toBe('invalid');
    });
  });

  it('is the same text each time a JWS is made, so that a repeat is the same message', async () => {
    expect(await sign('attached-jws', 1)).toBe(await sign('attached-jws', 2));
  });

  it('names our key by its RFC 7638 thumbprint', async () => {
    const [header = ''] = (await sign('attached-jws')).split('.');
    const { crv, kty, x } = secrets.signing.publicJwk;
    const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'EdDSA', kid: thumbprint });
  });

  it.each([
    ['expired', nowSeconds - 361],
    ['of the future', nowSeconds + 61],
  ])('in dialect A does not verify when it is %s', async (_why, seconds) => {
    expect(await verify(await sign('signature-string-utf8', seconds))).toBe('invalid');
  });

  it('in dialect A is bound to the sender', async () => {
    const other = { ...parts, header: { ...parts.header, sender_id: 'another' } };
    const signature = await signMessage(other, 'signature-string-utf8', {
      key: own.signing,
      senderId: 'interlink',
      nowSeconds,
    });
    expect(await verify(signature, {}, other)).toBe('invalid');
  });

  it.each(['', 'unsigned-example', undefined, null])('is absent when it is %p', async (signature) => {
    expect(await verify(signature)).toBe('absent');
  });

  it('is not looked at under the policy none', async () => {
    expect(await verify('eyJhbGciOiJub25lIn0.e30.x', { policy: 'none' })).toBe('absent');
  });

  it('S16: never has the algorithm that the message names', async () => {
    const unsigned = `${Buffer.from(JSON.stringify({ alg: 'none', kid: secrets.signing.kid })).toString('base64url')}.e30.c2ln`;
    expect(await verify(unsigned)).toBe('invalid');
    const secret = Buffer.from(secrets.signing.publicJwk.x ?? '', 'base64url');
    const hmac = await new CompactSign(Buffer.from(JSON.stringify(parts)))
      .setProtectedHeader({ alg: 'HS256', kid: secrets.signing.kid })
      .sign(secret);
    expect(await verify(hmac)).toBe('invalid');
  });

  it('does not verify with a key that has no registered name', async () => {
    const anonymous = await new CompactSign(Buffer.from(JSON.stringify(parts)))
      .setProtectedHeader({ alg: 'EdDSA' })
      .sign(secrets.signing.privateKey);
    expect(await verify(anonymous)).toBe('invalid');
  });

  it.each(dialects)('in dialect %s costs nothing when it names a key that nobody registered', async (dialect) => {
    const signature = await sign(dialect);
    const look = jest.fn<string[], []>(() => []);
    const message = new Proxy({}, { ownKeys: look });
    const asked = { policy: 'required', nowSeconds } as const;
    expect(await verifyMessage(signature, { header: {}, message }, { keys: keysOf('stranger'), ...asked })).toBe(
      'invalid',
    );
    expect(look).not.toHaveBeenCalled();
    await verifyMessage(signature, { header: {}, message }, { keys: keysOf('us'), ...asked });
    expect(look).toHaveBeenCalled();
  });

  it.each(dialects)(
    'in dialect %s verifies with either key when the new one bears the name of the old one',
    async (dialect) => {
      const name = 'key-of-the-year';
      secrets.register('renamed', [
        { ...stranger.publicJwk, kid: name },
        { ...secrets.signing.publicJwk, kid: name },
      ]);
      const verdicts = [stranger, secrets.signing, await makeKey('EdDSA')].map(({ privateKey }) => {
        const key = { ...own.signing, privateKey, kid: name };
        const signature = signMessage(parts, dialect, { key, senderId: 'interlink', nowSeconds });
        return verify(signature, { keys: keysOf('renamed') });
      });
      expect(await Promise.all(verdicts)).toEqual(['verified', 'verified', 'invalid']);
    },
  );

  describe('as a JWS with times of its own', () => {
    const signed = async (times: object) =>
      new CompactSign(Buffer.from(JSON.stringify(parts)))
        .setProtectedHeader({ alg: 'EdDSA', kid: secrets.signing.kid, ...times } as { alg: string })
        .sign(secrets.signing.privateKey);

    it.each([
      ['made a minute ahead, as clocks differ', { iat: nowSeconds + 60 }],
      ['that ended a minute ago', { exp: nowSeconds - 60 }],
      ['that holds now', { iat: nowSeconds - 1000, exp: nowSeconds + 1 }],
    ])('verifies one %s', async (_what, times) => {
      expect(await verify(await signed(times))).toBe('verified');
    });

    it.each([
      ['of the future', { iat: nowSeconds + 61 }],
      ['that has expired', { exp: nowSeconds - 61 }],
      ['that expired in words, which nobody may read as "never"', { exp: String(nowSeconds - 3600) }],
      ['that ends at no time', { exp: null }],
      ['that was made at a time in words', { iat: '2026-11-24T08:00:00Z' }],
    ])('S16: does not verify one %s', async (_what, times) => {
      expect(await verify(await signed(times))).toBe('invalid');
    });
  });

  it.each<[string, string]>([
    ['more than header and message', JSON.stringify({ ...parts, more: 1 })],
    ['the message in the place of the header', JSON.stringify({ header: parts.message, message: parts.header })],
    ['a list of both', JSON.stringify([parts.header, parts.message])],
    ['no JSON', 'header and message'],
    ['nothing', ''],
  ])('S16: does not verify when what was signed is %s', async (_what, payload) => {
    const signature = await new CompactSign(Buffer.from(payload))
      .setProtectedHeader({ alg: 'EdDSA', kid: secrets.signing.kid })
      .sign(secrets.signing.privateKey);
    expect(await verify(signature)).toBe('invalid');
  });

  it('S16: does not verify detached what was signed attached, nor the other way round', async () => {
    const [head, payload, last] = (await sign('attached-jws')).split('.');
    expect(await verify(`${head}..${last}`)).toBe('invalid');
    const [detachedHead, , detachedLast] = (await sign('detached-jws')).split('.');
    expect(await verify(`${detachedHead}.${payload}.${detachedLast}`)).toBe('invalid');
  });

  it.each(['RS256', 'ES256'] as const)('verifies with a key of the kind %s by its own algorithm alone', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k' };
    secrets.register('other-kind', [jwk]);
    const by = (name: string) =>
      new CompactSign(Buffer.from(JSON.stringify(parts))).setProtectedHeader({ alg: name, kid: 'k' }).sign(privateKey);
    expect(await verify(await by(alg), { keys: keysOf('other-kind') })).toBe('verified');
    const text = await sign('signature-string-utf8');
    const asString = text.replace(/interlink\|[^|]+\|/, 'interlink|k|');
    expect(await verify(asString, { keys: keysOf('other-kind') })).toBe('invalid');
    const [, payload = '', last = ''] = (await by(alg)).split('.');
    const claimed = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: 'k' })).toString('base64url');
    expect(await verify([claimed, payload, last].join('.'), { keys: keysOf('other-kind') })).toBe('invalid');
  });

  it('verifies with a new key a second after the partner has registered it', async () => {
    let clock = 0;
    secrets.register('rotating', [stranger.publicJwk]);
    const keys = openPartnerKeys(join(secrets.dir, 'partners/rotating-jwks.json'), () => clock);
    const signature = await sign('attached-jws');
    expect(await verify(signature, { keys })).toBe('invalid');
    secrets.register('rotating', [stranger.publicJwk, secrets.signing.publicJwk]);
    clock += 1000;
    expect(await verify(signature, { keys })).toBe('verified');
  });

  it('S16: does not verify with a key of the file that is for encryption, though it does not say its use', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k' };
    const signature = await new CompactSign(Buffer.from(JSON.stringify(parts)))
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(privateKey);
    secrets.register('sealing', [{ ...jwk, alg: 'RSA-OAEP-256' }]);
    expect(await verify(signature, { keys: keysOf('sealing') })).toBe('invalid');
    expect(await keysOf('sealing').encryption()).toMatchObject({ kid: 'k' });
  });
});
