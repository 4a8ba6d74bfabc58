import { openTokenIssuer } from '../../src/interconnection/inbound/tokens.js';
import type { Keyring } from '../../src/interconnection/keyring.js';
import { makeKey, type TestKey } from './test-keys.js';
import { importKey } from '../../src/interconnection/import-key.js';

/** A ring of one key that can be taken away, and a clock that the test moves. */
async function openIssuer() {
  const key: TestKey = await makeKey('EdDSA');
  const state = { now: new Date('2026-11-24T08:00:00Z'), withdrawn: false, looked: 0 };
  const keyring = {
    token: () => Promise.resolve({ ...key, privateKey: key.privateKey }),
    findToken: async (kid: string) => {
      state.looked += 1;
      return state.withdrawn || kid !== key.kid ? undefined : importKey(key.publicJwk, 'EdDSA');
    },
  } as unknown as Keyring;
  const issuer = openTokenIssuer({
    ...{ keyring, issuer: 'https://mis.example.org/interlink', lifetimeSeconds: 300 },
    now: () => state.now,
    newId: () => 'jti-1',
  });
  return { state, issuer };
}

describe('an access token of ours', () => {
  it('says who bears it, each time that it comes', async () => {
    const { issuer } = await openIssuer();
    const { token, expiresIn } = await issuer.issue({ partner: 'clinic', scopes: ['dci'] });
    expect(expiresIn).toBe(300);
    const first = await issuer.read(token);
    expect(first).toMatchObject({ partner: 'clinic', scopes: ['dci'] });
    expect(await issuer.read(token)).toEqual(first);
  });

  it('S12: runs out by the clock, though its signature was verified before', async () => {
    const { issuer, state } = await openIssuer();
    const { token } = await issuer.issue({ partner: 'clinic', scopes: [] });
    expect(await issuer.read(token)).toBeDefined();
    state.now = new Date(state.now.getTime() + 299_000);
    expect(await issuer.read(token)).toBeDefined();
    state.now = new Date(state.now.getTime() + 1000);
    expect(await issuer.read(token)).toBeUndefined();
  });

  it('S15: is of no use once its key is withdrawn, though its signature was verified before', async () => {
    const { issuer, state } = await openIssuer();
    const { token } = await issuer.issue({ partner: 'clinic', scopes: [] });
    expect(await issuer.read(token)).toBeDefined();
    state.withdrawn = true;
    expect(await issuer.read(token)).toBeUndefined();
  });

  it('is not believed when a letter of it is another, whatever came before', async () => {
    const { issuer } = await openIssuer();
    const { token } = await issuer.issue({ partner: 'clinic', scopes: [] });
    expect(await issuer.read(token)).toBeDefined();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = Buffer.from(payload, 'base64url').toString('utf8').replace('clinic', 'palace');
    const forged = [header, Buffer.from(other).toString('base64url'), signature].join('.');
    expect(await issuer.read(forged)).toBeUndefined();
    expect(await issuer.read(`${token}x`)).toBeUndefined();
    expect(await issuer.read('')).toBeUndefined();
  });

  it('S12: of many partners is remembered for some thousands of them, and believed for all', async () => {
    const { issuer } = await openIssuer();
    const tokens = await Promise.all(
      Array.from({ length: 30 }, (_none, n) => issuer.issue({ partner: `partner-${n}`, scopes: [] })),
    );
    for (const round of [1, 2]) {
      for (const [n, { token }] of tokens.entries()) {
        expect([round, (await issuer.read(token))?.partner]).toEqual([round, `partner-${n}`]);
      }
    }
  });
});

describe('a key that is imported', () => {
  it('is made once for each object that holds one', async () => {
    const { publicJwk } = await makeKey('EdDSA');
    expect(await importKey(publicJwk, 'EdDSA')).toBe(await importKey(publicJwk, 'EdDSA'));
    expect(await importKey({ ...publicJwk }, 'EdDSA')).not.toBe(await importKey(publicJwk, 'EdDSA'));
  });

  it('fails each time that it is none', async () => {
    const broken = { kty: 'OKP', crv: 'Ed25519', x: 'x' };
    await expect(importKey(broken, 'EdDSA')).rejects.toThrow();
    await expect(importKey(broken, 'EdDSA')).rejects.toThrow();
  });
});
