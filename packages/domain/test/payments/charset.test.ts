import fc from 'fast-check';
import { isPaymentId, isPaymentText, transliterate } from '../../src/payments/charset.js';

describe('names in the characters of payments (A1.1)', () => {
  it.each([
    ['Mercy Omondi', 'Mercy Omondi'],
    ['Zoë Ñandú-Łukasz', 'Zoe Nandu-Lukasz'],
    ['Wanjikũ N\u2019Diaye', "Wanjiku N'Diaye"],
    ['أحمد علي', 'Ahmd Aly'],
    ['ሀይለ መሰረት', 'Heyle Meseret'],
    ['राम कुमार', 'Ram Kumar'],
    ['अनीता', 'Anita'],
  ])('writes %s as %s', (name, written) => {
    expect(transliterate(name)).toBe(written);
  });

  it.each(['', '   ', '王小明', '123', '???'])('says that %j cannot be written, never a question mark', (name) => {
    expect(transliterate(name)).toBeUndefined();
  });

  it('gives only allowed characters, at most 140, and the same for what it already wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        const written = transliterate(name);
        if (written === undefined) return;
        expect(isPaymentText(written)).toBe(true);
        expect(written.length).toBeLessThanOrEqual(140);
        expect(transliterate(written)).toBe(written);
      }),
    );
  });

  it.each(['/a', 'a/', 'a//b', 'a_b', '', 'x'.repeat(36)])('refuses the id %j', (id) => {
    expect(isPaymentId(id, 35)).toBe(false);
  });
});
