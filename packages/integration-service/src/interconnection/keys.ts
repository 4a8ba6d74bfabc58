import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';

/** A key of ours: `kid` is its RFC 7638 thumbprint. */
export interface OwnKey {
  readonly kid: string;
  readonly alg: 'EdDSA' | 'ES256' | 'RSA-OAEP-256';
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface OwnKeys {
  /** Ed25519: DCI messages. */
  readonly signing: OwnKey;
  /** ES256: private_key_jwt with the national identity provider. */
  readonly oidc: OwnKey;
}

/** A partner's public key; the algorithm is the key's, never the message's (S16). */
export interface PartnerKey {
  readonly alg: string;
  readonly key: CryptoKey;
}

/** Reads both keys from the secrets folder; a missing or foreign one stops the start. */
export async function loadOwnKeys(secretsDir: string): Promise<OwnKeys> {
  const [signing, oidc] = await Promise.all([
    loadOwnKey(join(secretsDir, 'interlink-signing.jwk'), 'EdDSA', 'Ed25519'),
    loadOwnKey(join(secretsDir, 'interlink-oidc.jwk'), 'ES256', 'P-256'),
  ]);
  return { signing, oidc };
}

async function loadOwnKey(path: string, alg: OwnKey['alg'], curve: string): Promise<OwnKey> {
  const jwk = JSON.parse(await readFile(path, 'utf8')) as JWK;
  if (jwk.crv !== curve || jwk.d === undefined) throw new Error(`${path} does not hold a private ${curve} key`);
  const kid = await calculateJwkThumbprint(jwk);
  const { kty, crv, x, y } = jwk;
  const publicJwk = { kty, crv, x, ...(y === undefined ? {} : { y }), kid, alg, use: 'sig' } as JWK;
  return { kid, alg, privateKey: (await importJWK(jwk, alg)) as CryptoKey, publicJwk };
}

const CACHE_MS = 60_000;

/** Where the keys of a signer are looked up: a file of the secrets folder, or the partner's record. */
export interface PartnerKeys {
  /** By thumbprint, or by the kid that the partner registered. */
  find(kid: string): Promise<PartnerKey | undefined>;
}

/** A partner's registered keys, read from its file at most once a minute, and once more for an unknown kid. */
export function openPartnerKeys(path: string, now: () => number): PartnerKeys {
  let kept: { readonly keys: ReadonlyMap<string, PartnerKey>; readonly at: number } | undefined;
  const reload = async () => {
    kept = { keys: await loadPartnerKeys(path), at: now() };
    return kept.keys;
  };
  return {
    async find(kid: string): Promise<PartnerKey | undefined> {
      const fresh = kept !== undefined && now() - kept.at < CACHE_MS;
      const keys = fresh && kept ? kept.keys : await reload();
      const found = keys.get(kid);
      if (found || !fresh || (kept && now() - kept.at < 1000)) return found;
      return (await reload()).get(kid);
    },
  };
}

async function loadPartnerKeys(path: string): Promise<ReadonlyMap<string, PartnerKey>> {
  const { keys } = JSON.parse(await readFile(path, 'utf8')) as { keys: JWK[] };
  const found = new Map<string, PartnerKey>();
  for (const jwk of keys.filter((key) => key.use !== 'enc')) {
    const alg = algorithmOf(jwk);
    if (alg === undefined) continue;
    const key = { alg, key: (await importJWK(jwk, alg)) as CryptoKey };
    found.set(await calculateJwkThumbprint(jwk), key);
    if (jwk.kid !== undefined) found.set(jwk.kid, key);
  }
  return found;
}

/** The one algorithm that a signing key is used with; undefined for a kind that is not taken. */
export function algorithmOf({ kty, crv, alg }: JWK): string | undefined {
  if (kty === 'OKP') return crv === 'Ed25519' ? 'EdDSA' : undefined;
  if (kty === 'EC') return crv === 'P-256' ? 'ES256' : undefined;
  return kty === 'RSA' ? (alg === 'PS256' ? 'PS256' : 'RS256') : undefined;
}
