import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { FaultKind } from './partners.js';

/*
 * Flattened JWE with an unprotected header alone, RSA-OAEP-256 and A256GCM (dci.md 5), by Node's own means: nothing of
 * Interlink's library, so that a shared mistake cannot pass.
 */

export interface Encrypted {
  readonly header: { readonly alg: string; readonly enc: string; readonly kid: string; readonly zip?: string };
  readonly encrypted_key: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;
const ALG = 'RSA-OAEP-256';
const ENC = 'A256GCM';

const privateOf = (jwk: object): KeyObject => createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
const publicOf = (jwk: object): KeyObject => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
const bytes = (text: string) => Buffer.from(text, 'base64url');

/** The message in plain; undefined when it is not for this key, not of this form, or was altered. */
export function openEncrypted(message: object, own: { readonly kid: string }): object | undefined {
  const { header, encrypted_key, iv, ciphertext, tag } = message as Partial<Encrypted>;
  if (header?.alg !== ALG || header.enc !== ENC || header.kid !== own.kid || header.zip !== undefined) return undefined;
  try {
    const key = privateDecrypt({ key: privateOf(own), ...OAEP }, bytes(encrypted_key ?? ''));
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv ?? ''), { authTagLength: 16 });
    decipher.setAuthTag(bytes(tag ?? ''));
    const plain = Buffer.concat([decipher.update(bytes(ciphertext ?? '')), decipher.final()]);
    const value: unknown = JSON.parse(plain.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // Whatever is wrong with it, nobody can read it.
    return undefined;
  }
}

/** Encrypts for a public key; a fault makes it something that its owner must not take. */
export function encryptFor(jwk: { readonly kid?: string | undefined }, message: object, fault?: FaultKind): Encrypted {
  const header = { alg: ALG, enc: ENC, kid: jwk.kid ?? '' };
  const plain = Buffer.from(JSON.stringify(message), 'utf8');
  const sealed = seal(fault === 'sealed-for-another' ? stranger() : jwk, fault === 'sealed-inflated' ? bomb() : plain);
  if (fault === 'sealed-inflated') return { ...sealed, header: { ...header, zip: 'DEF' } };
  if (fault === 'sealed-otherwise') return { ...sealed, header: { ...header, alg: 'RSA1_5' } };
  if (fault === 'sealed-altered') return { ...sealed, header, tag: randomBytes(16).toString('base64url') };
  return { ...sealed, header };
}

function seal(jwk: object, plain: Buffer): Omit<Encrypted, 'header'> {
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const parts = {
    encrypted_key: publicEncrypt({ key: publicOf(jwk), ...OAEP }, key),
    ...{ iv, ciphertext, tag: cipher.getAuthTag() },
  };
  const text = (part: Buffer) => part.toString('base64url');
  return {
    ...{ encrypted_key: text(parts.encrypted_key), iv: text(parts.iv) },
    ...{ ciphertext: text(parts.ciphertext), tag: text(parts.tag) },
  };
}

const stranger = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

/** A message that would be five megabytes large, in five kilobytes. */
const bomb = () => deflateRawSync(Buffer.from(`{"a":"${'0'.repeat(5_000_000)}"}`));
