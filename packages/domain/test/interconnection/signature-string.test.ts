import { createHash, createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from '../../src/interconnection/canonical-json.js';
import {
  findDialect,
  formatSignatureString,
  parseSignatureString,
  signingString,
} from '../../src/interconnection/signature-string.js';
import vector from './fixtures/signature-vector.json';

const { header, message, created, expires } = vector;
const variants = [
  ['escaped', vector.variants['ascii-escaped (Python default; what OpenSPP2 signs)']],
  ['as-is', vector.variants['utf-8']],
] as const;

describe('the canonical form of a DCI message', () => {
  it.each(variants)('equals the vector with letters %s', (letters, expected) => {
    expect(canonicalJson({ message, header }, letters)).toBe(expected.canonical);
  });

  it('reads back as the same value whatever it holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('escaped' as const, 'as-is' as const), (value, letters) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain, letters))).toEqual(plain);
      }),
    );
  });

  it('escapes every letter beyond ASCII, pairs of units one by one', () => {
    expect(canonicalJson({ a: 'é😀\u007f' }, 'escaped')).toBe('{"a":"\\u00e9\\ud83d\\ude00\\u007f"}');
  });

  it('sorts members by code point, not by UTF-16 unit', () => {
    expect(canonicalJson({ '\u{1f600}': 1, '\uffee': 2 }, 'as-is')).toBe('{"\uffee":2,"\u{1f600}":1}');
  });
});

describe('a dialect A signature', () => {
  it.each(variants)('of the vector verifies with letters %s', (letters, expected) => {
    const digest = createHash('sha256').update(canonicalJson({ header, message }, letters)).digest('base64');
    expect(signingString(created, expires, digest)).toBe(expected.signing_string);
    const parsed = parseSignatureString(expected.envelope_signature);
    const key = createPublicKey({ key: vector.public_key_jwk, format: 'jwk' });
    const bytes = Buffer.from(parsed?.signature ?? '', 'base64');
    expect(verify(null, Buffer.from(expected.signing_string), key, bytes)).toBe(true);
  });

  it.each(variants)('is written as in the vector with letters %s', (_letters, expected) => {
    const parts = {
      senderId: 'mis.example.org',
      keyId: 'k1',
      algorithm: 'ed25519',
      created,
      expires,
      signature: expected.signature_b64,
    };
    expect(formatSignatureString(parts)).toBe(expected.envelope_signature);
    expect(parseSignatureString(`Signature: ${expected.envelope_signature}`)).toEqual(parts);
  });

  const good = variants[0][1].envelope_signature;

  it('comes back as it was written, whatever its parts, and with anything cut out is not understood or says the same', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9:/._-]{1,20}$/);
    const seconds = fc.nat(999_999_999_999);
    const anyParts = fc.record({ senderId: word, keyId: word, created: seconds, expires: seconds, signature: word });
    fc.assert(
      fc.property(anyParts, fc.nat(), fc.integer({ min: 1, max: 12 }), (some, from, length) => {
        const whole = { ...some, algorithm: 'ed25519' };
        const text = formatSignatureString(whole);
        expect(parseSignatureString(text)).toEqual(whole);
        const at = from % text.length;
        const read = parseSignatureString(text.slice(0, at) + text.slice(at + length));
        if (!read) return;
        // What it still says is a part of what was said, in its own place: nothing has moved from one part to another.
        for (const name of ['senderId', 'keyId', 'signature'] as const)
          expect(whole[name].length).toBeGreaterThanOrEqual(read[name].length);
        expect([read.algorithm, Object.values(read).includes('')]).toEqual(['ed25519', false]);
      }),
    );
  });

  it.each([
    ['a part is missing', good.replace(/created="\d+", /, '')],
    ['a part is there twice', `${good}, created="1"`],
    ['it says another algorithm twice over', good.replace('algorithm="ed25519"', 'algorithm="rsa"')],
    ['it signs something else', good.replace('(created) (expires) digest', 'digest')],
    ['a time is no number', good.replace(/expires="\d+"/, 'expires="soon"')],
    ['the key has no name', good.replace('|k1|', '||')],
  ])('is not understood when %s', (_why, text) => {
    expect(parseSignatureString(text)).toBeUndefined();
  });
});

describe('the dialect of a signature', () => {
  it.each([
    ['eyJhbGciOiJFZERTQSJ9.eyJ9.c2ln', 'attached-jws'],
    ['eyJhbGciOiJFZERTQSJ9..c2ln', 'detached-jws'],
    [variants[0][1].envelope_signature, 'signature-string'],
    ['unsigned-example', undefined],
    ['eyJhbGciOiJub25lIn0.eyJ9.', undefined],
    ['', undefined],
  ])('of %s is %s', (signature, dialect) => {
    expect(findDialect(signature)).toBe(dialect);
  });
});
