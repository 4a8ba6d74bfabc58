import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
const ROOM = 8192;
/** A letter of a JavaScript string is so many bytes of UTF-8 at most. */
const WIDEST = 3;

/**
 * HMAC-SHA-256 of texts under one key of at most 64 bytes, in hex (RFC 2104). By the hash that takes all at once: half the
 * work of `createHmac`, which makes an object a text; a record of a first load wants two or three.
 */
export function keyedHash(key: Buffer): (text: string) => string {
  if (key.length > BLOCK) throw new RangeError('a key of more than 64 bytes is not taken');
  const padded = (mask: number, size: number) => {
    const bytes = Buffer.alloc(size, mask);
    key.forEach((byte, at) => (bytes[at] = byte ^ mask));
    bytes.fill(mask, key.length, BLOCK);
    return bytes;
  };
  const outer = padded(0x5c, BLOCK + DIGEST);
  const usual = padded(0x36, BLOCK + ROOM);
  return (text) => {
    const size = text.length * WIDEST;
    const inner = size <= ROOM ? usual : padded(0x36, BLOCK + size);
    const end = BLOCK + inner.write(text, BLOCK, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, end), 'hex'), BLOCK, 'hex');
    return hash('sha256', outer, 'hex');
  };
}
