import { flattenedDecrypt, FlattenedEncrypt, type CryptoKey } from 'jose';
import { exceedsLimits, messageLimits } from '@interlink/domain/interconnection/message-limits';
import type { SignaturePolicy } from '@interlink/contracts/interconnection/partner';
import type { SignedParts } from '@interlink/contracts/interconnection/partner-port';
import { isStorable } from '../../platform/http/storable.js';
import type { Keyring } from '../keyring.js';

/** Flattened JWE with an unprotected header only, hence no additional data (dci.md 5). */
export interface EncryptedMessage {
  readonly header: { readonly alg: string; readonly enc: string; readonly kid: string };
  readonly encrypted_key: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

const ALG = 'RSA-OAEP-256';
const ENC = 'A256GCM';

export function isEncrypted(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'ciphertext' in message && 'encrypted_key' in message;
}

export type Decrypting = Pick<Keyring, 'findDecryption'>;

type OpenedParts =
  | { readonly ok: true; readonly parts: SignedParts; readonly encrypted: boolean }
  | { readonly ok: false; readonly detail: string };

/**
 * Header and message with the message in plain, whoever wrote them; refused when header, message and policy disagree.
 */
export async function openParts(
  keyring: Decrypting,
  policy: SignaturePolicy,
  { header, message: received }: SignedParts,
): Promise<OpenedParts> {
  const stated = (header as Readonly<Record<string, unknown>> | null)?.['is_msg_encrypted'] === true;
  const encrypted = isEncrypted(received);
  if (stated !== encrypted) return { ok: false, detail: 'the header and the message disagree' };
  if (!encrypted) {
    if (policy === 'required') return { ok: false, detail: 'this partner must encrypt' };
    return { ok: true, parts: { header, message: received }, encrypted };
  }
  const message = await decryptMessage(received, keyring);
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { ok: false, detail: 'the message cannot be decrypted' };
  }
  return { ok: true, parts: { header, message }, encrypted };
}

/** Undefined when the key is not ours, or the message was altered: which of them is not told. */
export async function decryptMessage(message: unknown, keyring: Decrypting): Promise<unknown> {
  const jwe = toJwe(message);
  if (!jwe) return undefined;
  const key = await keyring.findDecryption(jwe.kid);
  if (!key) return undefined;
  try {
    const algorithms = { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] };
    const { plaintext } = await flattenedDecrypt(jwe.flattened, key.privateKey, algorithms);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
    if (exceedsLimits(text, messageLimits)) return undefined;
    const value: unknown = JSON.parse(text);
    return isStorable(text, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export async function encryptMessage(
  message: unknown,
  { kid, key }: { readonly kid: string; readonly key: CryptoKey },
): Promise<EncryptedMessage> {
  const plaintext = Buffer.from(JSON.stringify(message), 'utf8');
  const header = { alg: ALG, enc: ENC, kid };
  const jwe = await new FlattenedEncrypt(plaintext).setUnprotectedHeader(header).encrypt(key);
  const { encrypted_key = '', iv = '', ciphertext, tag = '' } = jwe;
  return { header, encrypted_key, iv, ciphertext, tag };
}

function toJwe(message: unknown) {
  const { header, ...parts } = (message ?? {}) as Readonly<Record<string, unknown>>;
  const names = ['encrypted_key', 'iv', 'ciphertext', 'tag'] as const;
  if (typeof header !== 'object' || header === null || names.some((name) => typeof parts[name] !== 'string')) {
    return undefined;
  }
  const { alg, enc, kid, zip, crit } = header as Readonly<Record<string, unknown>>;
  // One pair of algorithms, nothing compressed (a small text could become a huge one), nothing critical that is not
  // known.
  if (alg !== ALG || enc !== ENC || zip !== undefined || crit !== undefined) return undefined;
  // With a header of its own under the encryption it would be of another form than the standard's.
  if ('protected' in parts || 'aad' in parts) return undefined;
  const [encrypted_key, iv, ciphertext, tag] = names.map((name) => parts[name] as string) as [
    string,
    string,
    string,
    string,
  ];
  return {
    kid: typeof kid === 'string' ? kid : undefined,
    flattened: { header: { alg: ALG, enc: ENC }, encrypted_key, iv, ciphertext, tag },
  };
}
