import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { flattenedVerify, generateKeyPair, type CryptoKey } from 'jose';
import type { OwnKey } from '../../src/interconnection/service.js';
import { detachedJws, sealBytes } from '../../src/payments/signing.js';

describe('S15: a detached signature', () => {
  const ownKey = async (alg: 'EdDSA' | 'ES256') => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    return { key: { kid: 'k1', alg, privateKey, publicJwk: {} } as OwnKey, publicKey };
  };
  const verify = (jws: string, payload: Uint8Array, publicKey: CryptoKey) => {
    const [header = '', , signature = ''] = jws.split('.');
    return flattenedVerify({ protected: header, payload, signature }, publicKey);
  };

  it.each(['EdDSA', 'ES256'] as const)('of %s is verified by the library, whatever the bytes are', async (alg) => {
    const { key, publicKey } = await ownKey(alg);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (payload) => {
        const jws = await detachedJws(key, payload);
        const { payload: read, protectedHeader } = await verify(jws, payload, publicKey);
        expect(Buffer.from(read).equals(Buffer.from(payload))).toBe(true);
        expect(protectedHeader).toEqual({ alg, kid: 'k1', b64: false, crit: ['b64'] });
        expect(jws).toMatch(/^[\w-]+\.\.[\w-]+$/);
      }),
      { numRuns: 30 },
    );
  });

  it('of Ed25519 is the same text each time', async () => {
    const { key } = await ownKey('EdDSA');
    const payload = Buffer.from('{"count":2}');
    expect(await detachedJws(key, payload)).toBe(await detachedJws(key, payload));
  });

  it('I7: fits no other bytes', async () => {
    const { key, publicKey } = await ownKey('EdDSA');
    const jws = await detachedJws(key, Buffer.from('2000.00'));
    await expect(verify(jws, Buffer.from('2000.01'), publicKey)).rejects.toThrow();
  });

  it('is of the bytes alone that it is given, also when they are part of more', async () => {
    const { key, publicKey } = await ownKey('EdDSA');
    const part = Buffer.from('xx2000.00xx').subarray(2, 9);
    const { payload } = await verify(await detachedJws(key, part), Buffer.from('2000.00'), publicKey);
    expect(Buffer.from(payload).toString()).toBe('2000.00');
  });

  it('is not made with a key for encryption', async () => {
    const { key } = await ownKey('EdDSA');
    await expect(detachedJws({ ...key, alg: 'RSA-OAEP-256' }, Buffer.from('x'))).rejects.toThrow(TypeError);
  });

  it('I7: of a seal comes with the hash of the same bytes, as one after the other would', async () => {
    const { key } = await ownKey('EdDSA');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect(await sealBytes(key, bytes)).toEqual({
          sha256: createHash('sha256').update(bytes).digest('hex'),
          signature: await detachedJws(key, bytes),
        });
      }),
      { numRuns: 20 },
    );
  });

  it('of a seal is of the bytes as they were, whatever becomes of them meanwhile', async () => {
    const { key } = await ownKey('EdDSA');
    const bytes = Buffer.from('2000.00');
    const expected = await sealBytes(key, Buffer.from(bytes));
    const sealing = sealBytes(key, bytes);
    bytes.fill(0);
    expect((await sealing).sha256).toBe(expected.sha256);
  });
});
