import { calculateJwkThumbprint, flattenedVerify, importJWK, type JWK } from 'jose';
import { objectIn, type PackProblem, type ReadPack } from './read.js';

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
  const known = (await Promise.all(keysOf(trusted).map(thumbprint))).filter((one) => one !== '');
  const kept: JWK[] = [];
  for (const key of own) {
    const isKnown = trusted === undefined || known.includes(await thumbprint(key));
    if (isKnown) kept.push(key);
    else problems.push({ code: 'key-unknown', at: String(kidOf(key)) });
  }
  return async (jws, payload) => {
    const [header = '', middle, signature = ''] = jws.split('.');
    const { kid, b64 } = objectIn(Buffer.from(header, 'base64url').toString());
    const key = kept.find((one) => kidOf(one) === kid);
    if (!key || middle !== '') return false;
    const bytes = Buffer.from(payload);
    // Over the bytes themselves (RFC 7797), or over their base64 as batches that were sealed earlier have it.
    const signed = { protected: header, payload: b64 === false ? bytes : bytes.toString('base64url'), signature };
    // A key that is none proves nothing, and is no failure of ours.
    const verified = async () => flattenedVerify(signed, await importJWK(key, key.alg));
    return verified().then(
      () => true,
      () => false,
    );
  };
}

/** Of what may be anything: both sides of a comparison were written by strangers. Empty for what is no key. */
const thumbprint = async (key: JWK) => calculateJwkThumbprint(key).catch(() => '');
const kidOf = (key: unknown) => (key as { readonly kid?: unknown } | null | undefined)?.kid;
