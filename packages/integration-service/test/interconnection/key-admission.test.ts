import { generateKeyPairSync } from 'node:crypto';
import { admitKey } from '../../src/interconnection/key-admission.js';
import { makeKey } from './test-keys.js';

const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
const reasonOf = (given: unknown) =>
  admitKey(given as Record<string, unknown>).then(
    () => 'taken',
    (thrown: { code?: string; details?: { reason?: string } }) => `${thrown.code} ${thrown.details?.reason}`,
  );

describe('a key of a partner (S16)', () => {
  it('is known by its thumbprint, and by the name that the partner gives it', async () => {
    const { publicJwk, kid } = await makeKey('EdDSA');
    expect(await admitKey({ ...publicJwk, kid: 'key-2026' })).toMatchObject({
      kid: 'key-2026',
      thumbprint: kid,
      use: 'sig',
      alg: 'EdDSA',
    });
    const { kid: _kid, ...nameless } = publicJwk;
    expect((await admitKey(nameless)).kid).toBe(kid);
  });

  it('is kept bare: nothing of what the partner wrote beside it is believed', async () => {
    const { publicJwk } = await makeKey('ES256');
    const { jwk } = await admitKey({ ...publicJwk, alg: 'none', x5u: 'https://evil.example', key_ops: ['sign'] });
    expect(Object.keys(jwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  it('may encrypt when it is an RSA key for that', async () => {
    expect(await admitKey({ ...rsa(2048), use: 'enc' })).toMatchObject({ use: 'enc', alg: 'RSA-OAEP-256' });
  });

  it('has a name of at most 255 characters', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    expect((await admitKey({ ...publicJwk, kid: 'k'.repeat(900) })).kid).toHaveLength(255);
  });

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])(
    'that is private, by its member %s, is refused',
    async (member) => {
      const { publicJwk } = await makeKey('EdDSA');
      expect(await reasonOf({ ...publicJwk, [member]: 'AQ' })).toBe('interconnection.key-refused private-key');
    },
  );

  it('that is short is refused', async () => {
    expect(await reasonOf({ ...rsa(1024), use: 'enc' })).toBe('interconnection.key-refused too-short');
  });

  it('is for encryption when it says what it encrypts with, though it says no use', async () => {
    const { e = '', n = '' } = rsa(2048);
    const bare = { kty: 'RSA', n, e };
    expect(await admitKey({ ...bare, alg: 'RSA-OAEP-256' })).toMatchObject({ use: 'enc', alg: 'RSA-OAEP-256' });
    expect(await admitKey({ ...bare, alg: 'RS256' })).toMatchObject({ use: 'sig', alg: 'RS256' });
    // Without a length of its own RS256 would take it for a signer's.
    for (const alg of ['RSA-OAEP', 'RSA1_5']) expect(await reasonOf({ ...bare, alg })).toMatch(/unsupported-kind$/);
    // Whoever opens with another algorithm could not read a word of what we encrypt for him.
    for (const alg of ['RSA-OAEP', 'RSA-OAEP-512', 'RSA1_5', 'RS256']) {
      expect(await reasonOf({ ...bare, use: 'enc', alg })).toBe('interconnection.key-refused unsupported-kind');
    }
  });

  it('is as long as its number, whatever zeros stand before it', async () => {
    const n = Buffer.from(rsa(1024).n ?? '', 'base64url');
    const padded = Buffer.concat([Buffer.alloc(200), n]).toString('base64url');
    expect(await reasonOf({ kty: 'RSA', n: padded, e: 'AQAB' })).toBe('interconnection.key-refused too-short');
  });

  it.each([
    ['1, with which every text is its own signature', 'AQ'],
    ['0', 'AA'],
    ['an even number', 'AQAA'],
    ['nothing', ''],
    ['no text', 65_537],
  ])('is refused with an exponent of %s', async (_what, e) => {
    expect(await reasonOf({ ...rsa(2048), e })).toBe('interconnection.key-refused unreadable');
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['a kind that nobody knows', { kty: 'XYZ' }],
    ['a curve that is not used here', { kty: 'EC', crv: 'secp256k1', x: 'AQ', y: 'AQ' }],
    ['an elliptic key for encryption', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ', use: 'enc' }],
  ])('of an unsupported kind is refused: %s', async (_what, given) => {
    expect(await reasonOf(given)).toBe('interconnection.key-refused unsupported-kind');
  });

  it.each<[string, unknown]>([
    ['a point that is none', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }],
    ['a key without its half', { kty: 'EC', crv: 'P-256', x: 'AQ' }],
    ['a short Edwards key', { kty: 'OKP', crv: 'Ed25519', x: 'AQ' }],
    ['a number where bytes belong', { kty: 'OKP', crv: 'Ed25519', x: 5 }],
    ['a number as modulus', { kty: 'RSA', n: 5, e: 'AQAB', use: 'enc' }],
    ['an object as modulus', { kty: 'RSA', n: {}, e: 'AQAB', use: 'enc' }],
    ['an algorithm that cannot be written', { kty: 'RSA', n: 'AQ', e: 'AQAB', alg: { toString: 1 } }],
    ['an exponent that cannot be written', { ...rsa(2048), e: { toString: 1 } }],
  ])('that cannot be read is refused with the code, never a failure of ours: %s', async (_what, given) => {
    expect(await reasonOf(given)).toMatch(/^interconnection\.key-refused (unreadable|too-short)$/);
  });
});
