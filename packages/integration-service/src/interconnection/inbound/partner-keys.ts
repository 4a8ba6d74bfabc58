import type { PartnerKey, PartnerKeys } from '../keys.js';
import { importKey } from '../import-key.js';
import type { PartnerRecord } from '../store/partner-records.js';

type KeyRow = PartnerRecord['keys'][number];

/** A key counts when a second person confirmed it, its time has come and not gone, and nobody revoked it. */
export function isUsable(key: KeyRow, now: Date): boolean {
  const { confirmedAt, revokedAt, notBefore, notAfter } = key;
  return confirmedAt !== null && revokedAt === null && notBefore <= now && now < notAfter;
}

/** The partner's signing keys; several may be valid at once, so that a rotation has an overlap. */
export function keysOf(record: PartnerRecord, now: () => Date): PartnerKeys {
  return {
    find(kid): Promise<PartnerKey[]> {
      const usable = record.keys.filter((key) => key.use === 'sig' && isUsable(key, now()));
      const found = usable.filter((key) => [key.thumbprint, key.kid, key.earlierKid].includes(kid));
      return Promise.all(found.map(async ({ alg, jwk }) => ({ alg, key: await importKey(jwk, alg) })));
    },
  };
}

/** The key to encrypt for the partner with: the one that lasts longest. */
export async function encryptionKeyOf(record: PartnerRecord, now: Date) {
  const [found] = record.keys
    .filter((key) => key.use === 'enc' && isUsable(key, now))
    .sort((a, b) => b.notAfter.getTime() - a.notAfter.getTime());
  return found && { kid: found.kid, alg: found.alg, key: await importKey(found.jwk, found.alg) };
}
