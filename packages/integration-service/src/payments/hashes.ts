import { createHash } from 'node:crypto';
import type { Hmac, Sha256 } from '@interlink/domain/payments/hashing';
import type { Vault } from '../platform/vault.js';

export const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export function sha256Hex(part: string | Uint8Array): string {
  return createHash('sha256').update(part).digest('hex');
}

/**
 * Derived ids are keyed by the deployment's KEK: the same batch has the same ids, and nobody else can foretell them.
 */
export function idHmac(vault: Vault): Hmac {
  return (text) => Buffer.from(vault.blindIndex('payment-ids', text), 'hex');
}
