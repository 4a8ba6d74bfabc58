import { createHash, sign as signBytes, KeyObject } from 'node:crypto';
import { CompactSign, FlattenedEncrypt, importJWK, type CryptoKey, type JWK } from 'jose';
import type { TestKey } from './test-keys.js';

/** A partner's own way to write messages: nothing of ours is used, so that a shared mistake cannot pass. */
export interface Envelope {
  readonly header: Record<string, unknown>;
  readonly message: Record<string, unknown>;
}

export const envelope = (senderId: string, over: Record<string, unknown> = {}): Envelope => ({
  header: {
    version: '1.0.0',
    message_id: 'm-1',
    message_ts: '2026-11-24T08:00:00Z',
    action: 'search',
    sender_id: senderId,
    total_count: 1,
    is_msg_encrypted: false,
    ...over,
  },
  message: { transaction_id: 't-1', search_request: [{ reference_id: 'r-1', note: 'Zoé' }] },
});

export type Dialect = 'attached' | 'detached' | 'string-escaped' | 'string-utf8';

/** Sorted as Python's json.dumps(sort_keys=True) does. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const record = value as Record<string, unknown>;
  const members = Object.keys(record)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${sorted(record[name])}`);
  return `{${members.join(',')}}`;
}

const escapeLetters = (text: string) =>
  [...text].map((c) => (c < '\x7f' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('');

export async function signAs(
  dialect: Dialect,
  { header, message }: Envelope,
  key: TestKey,
  at = '2026-11-24T08:00:00Z',
) {
  if (dialect === 'attached') return compact(JSON.stringify({ header, message }), key);
  const text = sorted({ header, message });
  if (dialect === 'detached') {
    const [first, , last] = (await compact(text, key)).split('.');
    return `${first}..${last}`;
  }
  const created = Date.parse(at) / 1000;
  const digest = createHash('sha256').update(dialect === 'string-escaped' ? escapeLetters(text) : text);
  const signed = `(created): ${created}\n(expires): ${created + 300}\ndigest: ${digest.digest('base64')}`;
  const signature = signBytes(null, Buffer.from(signed), KeyObject.from(key.privateKey)).toString('base64');
  return (
    `namespace="dci", kidId="${String(header['sender_id'])}|${key.kid}|ed25519", algorithm="ed25519", ` +
    `created="${created}", expires="${created + 300}", headers="(created) (expires) digest", signature="${signature}"`
  );
}

const compact = (payload: string, { kid, privateKey }: TestKey) =>
  new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: 'EdDSA', kid }).sign(privateKey);

export async function write(dialect: Dialect, parts: Envelope, key: TestKey, at?: string): Promise<Buffer> {
  return Buffer.from(JSON.stringify({ signature: await signAs(dialect, parts, key, at), ...parts }));
}

/** Encrypts the message for a public key that the other side published. */
export async function encryptFor(jwk: JWK, message: unknown) {
  const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: jwk.kid ?? '' };
  const jwe = await new FlattenedEncrypt(Buffer.from(JSON.stringify(message)))
    .setUnprotectedHeader(header)
    .encrypt((await importJWK(jwk, 'RSA-OAEP-256')) as CryptoKey);
  const { encrypted_key, iv, ciphertext, tag } = jwe;
  return { header, encrypted_key, iv, ciphertext, tag };
}
