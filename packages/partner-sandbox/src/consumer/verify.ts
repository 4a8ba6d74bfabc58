import { isDeepStrictEqual } from 'node:util';
import { compactVerify, createRemoteJWKSet } from 'jose';
import type { Parts } from '../civil-registry/signature.js';

/** Whether Interlink signed exactly this header and message, by a key that it publishes. */
export type Verifier = (signature: unknown, parts: Parts) => Promise<boolean>;

/** Keys are fetched again when one is unknown: a rotation needs no word between the two. */
export function openVerifier(interlinkUrl: string): Verifier {
  const keys = createRemoteJWKSet(new URL('/interlink/.well-known/jwks.json', interlinkUrl), {
    cooldownDuration: 1000,
  });
  return async (signature, { header, message }) => {
    if (typeof signature !== 'string') return false;
    try {
      const { payload } = await compactVerify(signature, keys, { algorithms: ['EdDSA', 'Ed25519'] });
      return isDeepStrictEqual(JSON.parse(new TextDecoder().decode(payload)), { header, message });
    } catch {
      // Not a JWS, not of these bytes, or the keys cannot be had: nobody vouches for the message.
      return false;
    }
  };
}
