import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';

export interface TestKey {
  readonly kid: string;
  readonly alg: 'EdDSA' | 'ES256';
  readonly privateKey: CryptoKey;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

export async function makeKey(alg: TestKey['alg']): Promise<TestKey> {
  const pair = alg === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privateJwk = pair.privateKey.export({ format: 'jwk' }) as JWK;
  const publicJwk = pair.publicKey.export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(publicJwk);
  const privateKey = (await importJWK(privateJwk, alg)) as CryptoKey;
  return { kid, alg, privateKey, privateJwk, publicJwk: { ...publicJwk, kid, alg, use: 'sig' } };
}

/** A secrets folder as `npm start` makes it; `partners` gives each partner's public keys. */
export async function makeSecrets(partners: Readonly<Record<string, readonly JWK[]>>) {
  const dir = mkdtempSync(join(tmpdir(), 'interlink-secrets-'));
  const [signing, oidc] = [await makeKey('EdDSA'), await makeKey('ES256')];
  writeFileSync(join(dir, 'interlink-signing.jwk'), JSON.stringify(signing.privateJwk));
  writeFileSync(join(dir, 'interlink-oidc.jwk'), JSON.stringify(oidc.privateJwk));
  writeFileSync(join(dir, 'client-secret'), 'word\n');
  mkdirSync(join(dir, 'partners'));
  const register = (partner: string, keys: readonly JWK[]) =>
    writeFileSync(join(dir, 'partners', `${partner}-jwks.json`), JSON.stringify({ keys }));
  for (const [partner, keys] of Object.entries(partners)) register(partner, keys);
  return { dir, signing, oidc, register, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export interface TestEncryptionKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK & { readonly kid: string };
}

/** RSA for RSA-OAEP-256; `bits` below 2048 is what nobody should take. */
export async function makeEncryptionKey(kid: string, bits = 2048): Promise<TestEncryptionKey> {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits });
  const privateJwk = pair.privateKey.export({ format: 'jwk' }) as JWK;
  const bare = pair.publicKey.export({ format: 'jwk' }) as JWK;
  const privateKey = (await importJWK(privateJwk, 'RSA-OAEP-256')) as CryptoKey;
  return { kid, privateKey, privateJwk, publicJwk: { ...bare, kid, alg: 'RSA-OAEP-256', use: 'enc' } };
}
