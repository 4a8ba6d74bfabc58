import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { PackProblem, ReadPack } from '../../src/payments/pack/read.js';
import { openSignatures } from '../../src/payments/pack/signatures.js';
import { detachedJws } from '../../src/payments/signing.js';

const BYTES = Buffer.from('<Document/>');

async function signer(kid = 'seal-1') {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
  return { jwk, jws: await detachedJws({ kid, alg: 'ES256', privateKey } as never, BYTES) };
}

/** A pack that brings these keys. */
const packWith = (...keys: readonly unknown[]) => ({ of: () => [{ jwks: { keys } }] }) as unknown as ReadPack;

describe('S11: the keys of an evidence pack', () => {
  let seal: Awaited<ReturnType<typeof signer>>;
  beforeAll(async () => {
    seal = await signer();
  });

  async function look(pack: ReadPack, trusted?: unknown) {
    const problems: PackProblem[] = [];
    const verify = await openSignatures(pack, trusted, problems);
    return { holds: await verify(seal.jws, BYTES), codes: problems.map(({ code }) => code) };
  }

  it('prove what they signed, and nothing that was changed', async () => {
    const pack = packWith(seal.jwk);
    expect(await look(pack, { keys: [seal.jwk] })).toEqual({ holds: true, codes: [] });
    const verify = await openSignatures(pack, undefined, []);
    expect(await verify(seal.jws, Buffer.from('<Document />'))).toBe(false);
  });

  it.each<[string, unknown]>([
    ['no key', { keys: [] }],
    ['no key set', []],
    ['nothing', null],
    ['a word', 'keys'],
    ['what is no key', { keys: [null, 7, 'key', {}, { kty: 'XYZ' }] }],
  ])(
    'prove nothing when %s was received by another way: that is not the same as none being asked for',
    async (_w, trusted) => {
      expect(await look(packWith(seal.jwk), trusted)).toEqual({ holds: false, codes: ['key-unknown'] });
    },
  );

  it('are found among others that cannot be read', async () => {
    const trusted = { keys: [null, { kty: 'RSA' }, seal.jwk] };
    expect(await look(packWith(seal.jwk), trusted)).toEqual({ holds: true, codes: [] });
  });

  it('that are none are told as unknown, not taken for others that are none', async () => {
    const junk = [null, 5, {}, { kty: 'EC', kid: 'seal-1' }];
    expect(await look(packWith(...junk), { keys: junk })).toEqual({
      holds: false,
      codes: junk.map(() => 'key-unknown'),
    });
  });

  it.each<[string, object]>([
    ['without its half', { y: undefined }],
    ['of another algorithm', { alg: 'EdDSA' }],
    ['of an algorithm that signs nothing', { alg: 'none' }],
    ['of a curve that it is not on', { crv: 'P-384' }],
  ])('hold no signature when the key under its name is one %s, and fail nobody', async (_what, over) => {
    expect((await look(packWith({ ...seal.jwk, ...over }))).holds).toBe(false);
  });

  it.each(['', '.', '..', 'a.b.c', 'e30..', '%%%..AAAA', 'bnVsbA..AAAA'])(
    'hold no signature that is none: %j',
    async (jws) => {
      const verify = await openSignatures(packWith(seal.jwk, null), undefined, []);
      expect(await verify(jws, BYTES)).toBe(false);
    },
  );

  it('hold no signature of another key of the same name', async () => {
    const { jwk } = await signer('seal-1');
    expect((await look(packWith(jwk))).holds).toBe(false);
  });
});
