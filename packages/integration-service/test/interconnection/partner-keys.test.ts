import fc from 'fast-check';
import { encryptionKeyOf, isUsable, keysOf } from '../../src/interconnection/inbound/partner-keys.js';
import type { PartnerRecord } from '../../src/interconnection/store/partner-records.js';
import { makeEncryptionKey, makeKey, type TestKey } from './test-keys.js';

type KeyRow = PartnerRecord['keys'][number];
const now = new Date('2026-11-24T08:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

/** A signing key that two people registered and that holds today. */
const rowOf = ({ publicJwk, kid }: Pick<TestKey, 'kid' | 'publicJwk'>, over: Partial<KeyRow> = {}) =>
  ({
    ...{ id: kid, partner: 'health', kid, thumbprint: kid, use: 'sig', alg: publicJwk.alg, jwk: publicJwk },
    ...{ notBefore: at(-1), notAfter: at(1), confirmedAt: at(-1), revokedAt: null, ...over },
  }) as KeyRow;
const ring = (...keys: readonly KeyRow[]) => keysOf({ keys } as unknown as PartnerRecord, () => now);

describe('the registered keys of a partner', () => {
  let one: TestKey;
  let other: TestKey;
  beforeAll(async () => {
    [one, other] = [await makeKey('EdDSA'), await makeKey('ES256')];
  });

  it('S16: count from their first moment to before their last, once confirmed and until revoked', () => {
    const hours = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(hours, hours, fc.boolean(), fc.boolean(), (from, until, isConfirmed, isRevoked) => {
        const times = { notBefore: at(from), notAfter: at(until) };
        const acts = { confirmedAt: isConfirmed ? at(-9) : null, revokedAt: isRevoked ? at(-9) : null };
        const counts = isConfirmed && !isRevoked && from <= 0 && until > 0;
        expect(isUsable(rowOf(one, { ...times, ...acts }), now)).toBe(counts);
      }),
    );
  });

  it('are found by fingerprint and by the name that the partner gave them, with the algorithm of the key', async () => {
    const named = ring(rowOf(one, { kid: 'key-1' }), rowOf(other, { kid: 'key-2' }));
    expect(await named.find('key-2')).toMatchObject([{ alg: 'ES256' }]);
    expect(await named.find(one.kid)).toMatchObject([{ alg: 'EdDSA' }]);
    for (const kid of ['key-3', '', 'KEY-1', '__proto__']) expect(await named.find(kid)).toEqual([]);
  });

  it('are two where the new one bears the name of the old one, and one again when the old one has ended', async () => {
    const [old, next] = [rowOf(one, { kid: 'key' }), rowOf(other, { kid: 'key' })];
    expect((await ring(old, next).find('key')).map(({ alg }) => alg)).toEqual(['EdDSA', 'ES256']);
    expect((await ring({ ...old, notAfter: now }, next).find('key')).map(({ alg }) => alg)).toEqual(['ES256']);
    expect(await ring({ ...old, revokedAt: now }, { ...next, confirmedAt: null }).find('key')).toEqual([]);
  });

  it('never verify with one that is for encryption, whatever its name', async () => {
    const sealing = await makeEncryptionKey('key');
    expect(await ring(rowOf(sealing, { use: 'enc' })).find('key')).toEqual([]);
  });

  it('encrypt with the one that lasts longest, and with none that has ended, was revoked or waits', async () => {
    const [short, long] = [await makeEncryptionKey('short'), await makeEncryptionKey('long')];
    const keys = [
      rowOf(short, { use: 'enc', notAfter: at(2) }),
      rowOf(long, { use: 'enc', notAfter: at(3) }),
      rowOf(one, { notAfter: at(9) }),
      rowOf(short, { use: 'enc', kid: 'revoked', notAfter: at(9), revokedAt: now }),
      rowOf(short, { use: 'enc', kid: 'waits', notAfter: at(9), confirmedAt: null }),
      rowOf(short, { use: 'enc', kid: 'later', notAfter: at(9), notBefore: at(1) }),
    ];
    expect((await encryptionKeyOf({ keys } as unknown as PartnerRecord, now))?.kid).toBe('long');
    expect((await encryptionKeyOf({ keys: keys.slice(2) } as unknown as PartnerRecord, now))?.kid).toBeUndefined();
  });
});
