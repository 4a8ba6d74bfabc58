import fc from 'fast-check';
import { compactVerify, CompactSign } from 'jose';
import { importKey } from '../../src/interconnection/import-key.js';
import { signCompact, verifyCompact } from '../../src/interconnection/ed25519-jws.js';
import { makeKey, type TestKey } from './test-keys.js';

describe('a signature by Ed25519', () => {
  let key: TestKey;
  let other: TestKey;
  beforeAll(async () => {
    [key, other] = [await makeKey('EdDSA'), await makeKey('EdDSA')];
  });
  const publicOf = (one: TestKey) => importKey(one.publicJwk, 'EdDSA');
  const signed = (payload: string) => signCompact(payload, { kid: key.kid, key: key.privateKey });
  const byLibrary = (header: object) =>
    new CompactSign(Buffer.from('text')).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key.privateKey);

  it('S16: of any text is what the general library makes of it, and each verifies the other’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const ours = signed(text);
        const theirs = await new CompactSign(Buffer.from(text))
          .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
          .sign(key.privateKey);
        expect(ours).toBe(theirs);
        const { payload } = await compactVerify(ours, await publicOf(key));
        expect(Buffer.from(payload).toString('utf8')).toBe(text);
        expect(verifyCompact(theirs, await publicOf(key))?.toString('utf8')).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('S16: is nobody else’s, and of nothing else', async () => {
    const jws = signed('text');
    expect(verifyCompact(jws, await publicOf(other))).toBeUndefined();
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const bent = [`${header}.${payload}x.${signature}`, `${header}.${payload}.`, `${jws}.more`, `${header}.${payload}`];
    for (const one of bent) expect(verifyCompact(one, await publicOf(key))).toBeUndefined();
  });

  it('S16: is not looked at under a header that asks for more than is known here', async () => {
    const plain = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url');
    const [, payload = '', signature = ''] = signed('text').split('.');
    const headers = [
      { alg: 'none' },
      { alg: 'HS256' },
      { alg: 'EdDSA', crit: ['x'], x: 1 },
      { alg: 'EdDSA', b64: false },
    ];
    for (const header of headers) {
      expect(verifyCompact(`${plain(header)}.${payload}.${signature}`, await publicOf(key))).toBeUndefined();
    }
    expect(verifyCompact(await byLibrary({ typ: 'JWS' }), await publicOf(key))?.toString()).toBe('text');
  });

  it('of a text that is no signature throws or is none, and never is one', async () => {
    const known = await publicOf(key);
    fc.assert(
      fc.property(fc.string(), (text) => {
        let found: Buffer | undefined;
        try {
          found = verifyCompact(text, known);
        } catch {
          found = undefined;
        }
        expect(found).toBeUndefined();
      }),
    );
  });
});
