import { readFileSync } from 'node:fs';
import { importJWK, type CryptoKey, type JWK } from 'jose';

export type PrivateJwk = JWK & { readonly kid: string };

export const readJwk = (file: string): PrivateJwk => JSON.parse(readFileSync(file, 'utf8')) as PrivateJwk;

/** The keys that a partner was sent at registration. */
export const readJwks = (file: string): readonly JWK[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as { readonly keys: readonly JWK[] }).keys;

/** Looked up anew when it is unknown: a renewed key takes effect without a restart. */
export async function findKey(file: string, kid: string): Promise<CryptoKey | undefined> {
  const jwk = readJwks(file).find((one) => one.kid === kid);
  if (!jwk) return undefined;
  const key = await importJWK(jwk, jwk.alg ?? 'EdDSA');
  return key instanceof Uint8Array ? undefined : key;
}
