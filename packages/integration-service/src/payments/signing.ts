import { FlattenedSign } from 'jose';
import type { OwnKey } from '../interconnection/service.js';
import { sha256Hex } from './hashes.js';

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

/**
 * The signature is made on a thread beside this one; the hash, a sixth of its work, on this one: so both are about as
 * busy.
 */
export async function sealBytes(key: OwnKey, bytes: Uint8Array): Promise<SealOfBytes> {
  const signing = detachedJws(key, bytes);
  return { sha256: sha256Hex(bytes), signature: await signing };
}
