import { timingSafeEqual } from 'node:crypto';
import type { PartnerRecord } from '../store/partner-records.js';

/**
 * Whether this client certificate, or none, is one that the partner may come with. Once a certificate was confirmed for
 * it, confirmed ones alone count, and the one of its registration no longer; when all were revoked it comes with none.
 */
export function mayComeWith(
  { registration, certificates }: Pick<PartnerRecord, 'certificates' | 'registration'>,
  given: string | undefined,
): boolean {
  const confirmed = certificates.filter(({ confirmedAt }) => confirmedAt !== null);
  if (confirmed.length > 0) {
    return confirmed.some(({ sha256, revokedAt }) => revokedAt === null && isSameCertificate(sha256, given));
  }
  const { certificateSha256: registered } = registration;
  return registered === undefined || isSameCertificate(registered, given);
}

/** Whether it must come with a certificate at all: then its tokens are bound to the one that it came with. */
export function isBound({ registration, certificates }: Pick<PartnerRecord, 'certificates' | 'registration'>): boolean {
  return registration.certificateSha256 !== undefined || certificates.some(({ confirmedAt }) => confirmedAt !== null);
}

/** Both are fingerprints, hex. */
export function isSameCertificate(expected: string, given: string | undefined): boolean {
  if (given === undefined || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}
