import { flattenedDecrypt, FlattenedEncrypt, type CryptoKey } from 'jose';
import { exceedsLimits, messageLimits } from '@interlink/domain/interconnection/message-limits';
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

/** Undefined when the key is not ours, or the message was altered: which of them is not told. */
export async function decryptMessage(message: unknown, keyring: Keyring): Promise<unknown> {
  const jwe = toJwe(message);
  if (!jwe) return undefined;
  const key = await keyring.findDecryption(jwe.kid);
  if (!key) return undefined;
  try {
    const algorithms = { keyManagementAlgorithms: [ALG], contentEncryptionAlgorithms: [ENC] };
    const { plaintext } = await flattenedDecrypt(jwe.flattened, key.privateKey, algorithms);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
    return exceedsLimits(text, messageLimits) ? undefined : (JSON.parse(text) as unknown);
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
  const { alg, enc, kid } = header as Readonly<Record<string, unknown>>;
  if (alg !== ALG || enc !== ENC) return undefined;
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
