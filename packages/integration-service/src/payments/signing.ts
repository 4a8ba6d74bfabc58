import { webcrypto } from 'node:crypto';
import { FlattenedSign } from 'jose';
import type { OwnKey } from '../interconnection/service.js';

/**
 * A detached compact JWS over the bytes as they are (RFC 7797): no file is made a third longer only to be signed.
 * Of Ed25519 the same key and bytes give the same text. Throws `TypeError` for a key that signs nothing.
 */
export async function detachedJws({ kid, alg, privateKey }: OwnKey, payload: Uint8Array): Promise<string> {
  if (alg === 'RSA-OAEP-256') throw new TypeError('a key for encryption signs nothing');
  const { protected: header, signature } = await new FlattenedSign(payload)
    .setProtectedHeader({ alg, kid, b64: false, crit: ['b64'] })
    .sign(privateKey);
  return `${header}..${signature}`;
}

/** What a seal says of the bytes of a file. */
export interface SealOfBytes {
  /** Hex. */
  readonly sha256: string;
  /** Detached JWS over the bytes. */
  readonly signature: string;
}

/** Hash and signature at once, on threads beside this one: the caller goes on with something else meanwhile. */
export async function sealBytes(key: OwnKey, bytes: Uint8Array): Promise<SealOfBytes> {
  const hashing = webcrypto.subtle.digest('SHA-256', bytes);
  const [signature, digest] = await Promise.all([detachedJws(key, bytes), hashing]);
  return { sha256: Buffer.from(digest).toString('hex'), signature };
}
