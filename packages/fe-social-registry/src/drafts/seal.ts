import type { SealedRow } from './database.js';
import type { SessionKey } from './session-key.js';

/** Bound to its place: one value cannot stand in for another. */
const algorithm = (place: string, iv: Uint8Array) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(place),
});

/** AES-256-GCM under the key of the session. */
export async function sealBytes(
  { id: keyId, key }: SessionKey,
  row: Pick<SealedRow, 'draftId' | 'id' | 'savedAt'>,
  bytes: BufferSource,
): Promise<SealedRow> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(algorithm(row.id, iv), key, bytes);
  return { ...row, keyId, iv, sealed };
}

/** Throws when it was damaged, moved or sealed by another key. */
export const openBytes = ({ key }: SessionKey, { id, iv, sealed }: SealedRow): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt(algorithm(id, iv), key, sealed);

export const toBytes = (value: unknown): BufferSource =>
  Uint8Array.from(new TextEncoder().encode(JSON.stringify(value)));
export const fromBytes = (bytes: ArrayBuffer): unknown => JSON.parse(new TextDecoder().decode(bytes));
