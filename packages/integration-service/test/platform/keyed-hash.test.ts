import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { keyedHash } from '../../src/platform/keyed-hash.js';

const theirs = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text, 'utf8').digest('hex');

describe('the keyed hash', () => {
  it('S15: is HMAC-SHA-256 as node:crypto makes it, for any key up to a block and any text', () => {
    const keys = fc.uint8Array({ minLength: 0, maxLength: 64 });
    fc.assert(
      fc.property(keys, fc.array(fc.string({ unit: 'grapheme' })), (key, texts) => {
        const hashOf = keyedHash(Buffer.from(key));
        for (const text of texts) expect(hashOf(text)).toBe(theirs(key, text));
      }),
    );
  });

  it('takes a text of any length, and a short one after it', () => {
    const key = Buffer.alloc(32, 7);
    const hashOf = keyedHash(key);
    for (const text of ['', 'a', 'é'.repeat(100_000), '偉強'.repeat(4096), 'a', '\ud800']) {
      expect(hashOf(text)).toBe(theirs(key, text));
    }
  });

  it('holds the examples of RFC 4231', () => {
    const key = Buffer.from('Jefe');
    expect(keyedHash(key)('what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('refuses a longer key, which would be hashed first', () => {
    expect(() => keyedHash(Buffer.alloc(65))).toThrow(RangeError);
  });
});
