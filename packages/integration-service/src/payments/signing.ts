import type { OwnKey } from '../interconnection/service.js';

const PARAMETERS = { EdDSA: { name: 'Ed25519' }, ES256: { name: 'ECDSA', hash: 'SHA-256' } } as const;

/**
 * A detached compact JWS (RFC 7515, appendix F): the same key and bytes give the same text. Written here because the
 * library's own base64 takes longer for a file of ten thousand payments than all the rest of writing it.
 */
export async function detachedJws({ kid, alg, privateKey }: OwnKey, payload: Uint8Array): Promise<string> {
  if (alg === 'RSA-OAEP-256') throw new TypeError('a key for encryption signs nothing');
  const header = base64url(Buffer.from(JSON.stringify({ alg, kid })));
  const signed = Buffer.from(`${header}.${base64url(payload)}`, 'latin1');
  const signature = await crypto.subtle.sign(PARAMETERS[alg], privateKey, signed);
  return `${header}..${base64url(new Uint8Array(signature))}`;
}

function base64url({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64url');
}
