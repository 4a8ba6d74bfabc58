import { isDeepStrictEqual } from 'node:util';
import { compactVerify, CompactSign, decodeProtectedHeader, generateKeyPair, importJWK } from 'jose';
import { findKey, type PrivateJwk } from '../common/keys.js';

const ALGORITHM = 'EdDSA';

/** Whether a registered key signed exactly this header and message (dialect C: attached compact JWS). */
export async function isSignedBy(jwksFile: string, signature: string, parts: Parts): Promise<boolean> {
  try {
    const { kid = '' } = decodeProtectedHeader(signature);
    const key = await findKey(jwksFile, kid);
    if (!key) return false;
    const { payload } = await compactVerify(signature, key, { algorithms: [ALGORITHM, 'Ed25519'] });
    return isDeepStrictEqual(JSON.parse(new TextDecoder().decode(payload)), parts);
  } catch {
    // Not a JWS, or not of these bytes: either way nobody vouches for the message.
    return false;
  }
}

export interface Parts {
  readonly header: object;
  readonly message: object;
}

/** Signs an answer; `forge` uses a key that nobody knows under the known key id. */
export async function signParts({ header, message }: Parts, jwk: PrivateJwk, forge: boolean): Promise<string> {
  const key = forge ? (await generateKeyPair(ALGORITHM)).privateKey : await importJWK(jwk, ALGORITHM);
  const payload = new TextEncoder().encode(JSON.stringify({ header, message }));
  return new CompactSign(payload).setProtectedHeader({ alg: ALGORITHM, kid: jwk.kid }).sign(key);
}
