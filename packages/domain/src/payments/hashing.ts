/** SHA-256 over the parts put together; text counts as UTF-8. Given by the service: rules have no library. */
export type Sha256 = (...parts: readonly (string | Uint8Array)[]) => Uint8Array;

/** HMAC-SHA-256 under the deployment's key for derived ids (A1.5). */
export type Hmac = (text: string) => Uint8Array;

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += PAIRS[byte] ?? '';
  return text;
}

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_one, byte) => byte.toString(16).padStart(2, '0'));
