import fc from 'fast-check';
import { toBytes } from '../../src/payments/file-bytes.js';

describe('IBR-031: the bytes of a payment file', () => {
  const whole = (chunks: readonly string[]) => Buffer.from(chunks.join(''));

  it('are those of its chunks put together, whatever script they are of', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'አበበ', 'ي', '👩🏾‍🌾'));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (chunks) => {
        expect(toBytes(chunks).equals(whole(chunks))).toBe(true);
      }),
    );
  });

  it.each([8191, 8192, 65_536, 200_000])(
    'are whole where they outgrow what was set aside, at %d of three bytes',
    (many) => {
      const chunks = ['a', 'क'.repeat(many), 'b'.repeat(many), 'क'];
      expect(toBytes(chunks).equals(whole(chunks))).toBe(true);
    },
  );

  it('are none of an empty file', () => {
    expect(toBytes([])).toHaveLength(0);
  });
});
