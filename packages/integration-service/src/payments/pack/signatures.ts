import { calculateJwkThumbprint, flattenedVerify, importJWK, type JWK } from 'jose';
import type { PackProblem, ReadPack } from './read.js';

/** Whether this detached JWS is over this text, by one of the known keys. */
export type VerifySignature = (jws: string, payload: string | Uint8Array) => Promise<boolean>;

const keysOf = (jwks: unknown): readonly JWK[] => {
  const keys = (jwks as { readonly keys?: unknown } | undefined)?.keys;
  return Array.isArray(keys) ? (keys as JWK[]) : [];
};

/** By the keys of the pack; each must be among those received by another way, when there are any. */
export async function openSignatures(
  pack: ReadPack,
  trusted: unknown,
  problems: PackProblem[],
): Promise<VerifySignature> {
  const own = pack.of('keys').flatMap(({ jwks }) => keysOf(jwks));
  const known = await Promise.all(keysOf(trusted).map((key) => calculateJwkThumbprint(key)));
  const kept: JWK[] = [];
  for (const key of own) {
    const isKnown = trusted === undefined || known.includes(await thumbprint(key));
    if (isKnown) kept.push(key);
    else problems.push({ code: 'key-unknown', at: String(key.kid) });
  }
  return async (jws, payload) => {
    const [header = '', middle, signature = ''] = jws.split('.');
    const kid = kidOf(header);
    const key = kept.find((one) => one.kid === kid);
    if (!key || middle !== '') return false;
    const encoded = Buffer.from(payload).toString('base64url');
    return flattenedVerify({ protected: header, payload: encoded, signature }, await importJWK(key, key.alg)).then(
      () => true,
      () => false,
    );
  };
}

const thumbprint = (key: JWK) => calculateJwkThumbprint(key).catch(() => '');

function kidOf(header: string): unknown {
  try {
    return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly kid?: unknown }).kid;
  } catch {
    return undefined;
  }
}
