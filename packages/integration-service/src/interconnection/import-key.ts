import { importJWK, type CryptoKey, type JWK } from 'jose';

const imported = new WeakMap<JWK, Map<string, Promise<CryptoKey>>>();

/** A key as the library takes it; made once for each object that holds one, and forgotten with it. */
export function importKey(jwk: JWK, alg: string): Promise<CryptoKey> {
  const byAlgorithm = imported.get(jwk) ?? new Map<string, Promise<CryptoKey>>();
  imported.set(jwk, byAlgorithm);
  const known = byAlgorithm.get(alg);
  if (known) return known;
  const made = importJWK(jwk, alg) as Promise<CryptoKey>;
  byAlgorithm.set(alg, made);
  // What cannot be imported is tried again, and fails again, for whoever asks next.
  made.catch(() => byAlgorithm.delete(alg));
  return made;
}
