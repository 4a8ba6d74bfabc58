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
  /**
   * By thumbprint, or by the kid that the partner registered: two, when it gave the name of the old key to the new one.
   */
  find(kid: string): Promise<readonly PartnerKey[]>;
}

/** The file that a partner's keys were put into. */
export interface PartnerKeyFile extends PartnerKeys {
  /** The first that is for encryption (RSA, RSA-OAEP-256, 2048 bits or more). */
  encryption(): Promise<{ readonly kid: string; readonly key: CryptoKey } | undefined>;
}

/** A partner's registered keys, read from its file at most once a minute, and once more for an unknown kid. */
export function openPartnerKeys(path: string, now: () => number): PartnerKeyFile {
  let kept: (Loaded & { readonly at: number }) | undefined;
  const reload = async () => {
    kept = { ...(await loadPartnerKeys(path)), at: now() };
    return kept;
  };
  return {
    async find(kid) {
      const fresh = kept !== undefined && now() - kept.at < CACHE_MS;
      const { keys } = fresh && kept ? kept : await reload();
      const found = keys.get(kid);
      if (found || !fresh || (kept && now() - kept.at < 1000)) return found ?? [];
      return (await reload()).keys.get(kid) ?? [];
    },
    encryption: async () => (kept !== undefined && now() - kept.at < CACHE_MS ? kept : await reload()).encryption,
  };
}

interface Loaded {
  readonly keys: ReadonlyMap<string, readonly PartnerKey[]>;
  readonly encryption: Awaited<ReturnType<PartnerKeyFile['encryption']>>;
}

async function loadPartnerKeys(path: string): Promise<Loaded> {
  const { keys } = JSON.parse(await readFile(path, 'utf8')) as { keys: JWK[] };
  const found = new Map<string, readonly PartnerKey[]>();
  for (const jwk of keys.filter((key) => !isForEncryption(key))) {
    const alg = algorithmOf(jwk);
    if (alg === undefined) continue;
    const key = { alg, key: (await importJWK(jwk, alg)) as CryptoKey };
    const names = new Set([await calculateJwkThumbprint(jwk), ...(jwk.kid === undefined ? [] : [jwk.kid])]);
    for (const name of names) found.set(name, [...(found.get(name) ?? []), key]);
  }
  return { keys: found, encryption: await encryptionKey(keys.find(isForEncryption)) };
}

const ENCRYPTION = 'RSA-OAEP-256';
const MIN_RSA_BYTES = 256;

/** Undefined for a key of another kind or too short: nothing is encrypted rather than weakly. */
async function encryptionKey(jwk: JWK | undefined): Promise<Loaded['encryption']> {
  if (jwk?.kty !== 'RSA' || (jwk.alg ?? ENCRYPTION) !== ENCRYPTION) return undefined;
  if (Buffer.from(jwk.n ?? '', 'base64url').length < MIN_RSA_BYTES) return undefined;
  const { kty, n, e } = jwk;
  const key = (await importJWK({ kty, n, e } as JWK, ENCRYPTION)) as CryptoKey;
  return { kid: jwk.kid ?? (await calculateJwkThumbprint(jwk)), key };
}

/** A key that says what it encrypts with is for that, whether it says its use or not: it signs nothing. */
export const isForEncryption = ({ use, alg }: JWK): boolean =>
  use === 'enc' || (typeof alg === 'string' && /^(RSA-OAEP|RSA1_5|ECDH-ES)/.test(alg));

/** The one algorithm that a signing key is used with; undefined for a kind that is not taken. */
export function algorithmOf({ kty, crv, alg }: JWK): string | undefined {
  if (kty === 'OKP') return crv === 'Ed25519' ? 'EdDSA' : undefined;
  if (kty === 'EC') return crv === 'P-256' ? 'ES256' : undefined;
  return kty === 'RSA' ? (alg === 'PS256' ? 'PS256' : 'RS256') : undefined;
}
