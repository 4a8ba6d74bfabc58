import * as fc from 'fast-check';
import { CompactSign, compactVerify, FlattenedSign, generateKeyPair, type CryptoKey } from 'jose';
import { openEd25519, signEd25519 } from '../../src/interconnection/ed25519-jws.js';

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a compact JWS with Ed25519', () => {
  let own: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
  let other: typeof own;
  const sign = (payload: string) => signEd25519(payload, { kid: 'k-1', privateKey: own.privateKey });
  const signedBy = (header: Record<string, unknown>, payload = 'hello') =>
    new CompactSign(Buffer.from(payload)).setProtectedHeader(header as never).sign(own.privateKey);

  beforeAll(async () => {
    [own, other] = await Promise.all([generateKeyPair('EdDSA'), generateKeyPair('EdDSA')]);
  });

  it('is the very text that the library makes', async () => {
    for (const payload of ['', '{"a":1}', 'Zoé 漢字 🙂']) {
      expect(sign(payload)).toBe(await signedBy({ alg: 'EdDSA', kid: 'k-1' }, payload));
    }
  });

  it('is verified by the library, and what the library signed is verified here', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (payload) => {
        const text = Buffer.from(payload, 'utf8').toString('utf8');
        const { payload: read } = await compactVerify(sign(text), own.publicKey);
        expect(Buffer.from(read).toString('utf8')).toBe(text);
        expect(openEd25519(await signedBy({ alg: 'EdDSA' }, text), own.publicKey)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('is opened under the newer name of the algorithm too (RFC 9864)', async () => {
    expect(openEd25519(await signedBy({ alg: 'Ed25519' }), own.publicKey)).toBe('hello');
  });

  it('is not opened with the key of another', () => {
    expect(openEd25519(sign('hello'), other.publicKey)).toBeUndefined();
  });

  it('S16: is not opened with any letter of it changed', () => {
    const whole = sign('{"amount":"100"}');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom('A', 'z', '0', '_', '-', '.', '=', ' '), (at, letter) => {
        fc.pre(whole[at] !== letter);
        const changed = `${whole.slice(0, at)}${letter}${whole.slice(at + 1)}`;
        let opened: string | undefined;
        try {
          opened = openEd25519(changed, own.publicKey);
        } catch {
          // A header that cannot be read is refused by whoever asks.
          opened = undefined;
        }
        expect(opened).toBeUndefined();
      }),
    );
  });

  it.each(['none', 'HS256', 'ES256', 'RS256', 'eddsa', ''])(
    'S16: has the algorithm of the key, and is refused when it says %p',
    (alg) => {
      const [, payload, signature] = sign('hello').split('.');
      expect(openEd25519([encoded({ alg }), payload, signature].join('.'), own.publicKey)).toBeUndefined();
    },
  );

  it('is refused when it says that something is critical, which is not understood here', async () => {
    const {
      protected: head = '',
      payload,
      signature,
    } = await new FlattenedSign(Buffer.from('hello'))
      .setProtectedHeader({ alg: 'EdDSA', crit: ['exp'], exp: 1 })
      .sign(own.privateKey, { crit: { exp: true } });
    expect(openEd25519(`${head}.${payload}.${signature}`, own.publicKey)).toBeUndefined();
  });

  it('has exactly three parts, of which the last is a signature of 64 bytes', () => {
    const [head = '', payload = '', signature = ''] = sign('hello').split('.');
    const wrong = [
      `${head}.${payload}`,
      `${head}.${payload}.`,
      `${head}.${payload}.${signature}.`,
      `${head}.${payload}.${signature}AA`,
      `${head}.${payload}.${signature.slice(0, -2)}`,
      `${head}.${payload}.${signature}=`,
    ];
    for (const text of wrong) expect(openEd25519(text, own.publicKey)).toBeUndefined();
  });

  it('has one text for its signature: of letters that stand for the same bytes, the one that was written', () => {
    const whole = sign('hello');
    // The last letter of 86 holds four bits that nothing reads.
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const same = last[last.indexOf(whole.at(-1) ?? '') + 1] ?? 'B';
    const twin = `${whole.slice(0, -1)}${same}`;
    const bytes = (text: string) => Buffer.from(text.split('.')[2] ?? '', 'base64url').toString('hex');
    expect(bytes(twin)).toBe(bytes(whole));
    expect(openEd25519(twin, own.publicKey)).toBeUndefined();
  });
});
