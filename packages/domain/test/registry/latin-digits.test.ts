import fc from 'fast-check';
import { latinDigits } from '../../src/registry/latin-digits.js';

const SCRIPTS = [
  'arab',
  'arabext',
  'beng',
  'deva',
  'fullwide',
  'gujr',
  'khmr',
  'laoo',
  'mymr',
  'nkoo',
  'tamldec',
  'thai',
];

describe('IBR-028: the digits of a number', () => {
  it.each(SCRIPTS)('are the same in %s', (script) => {
    const writer = new Intl.NumberFormat(`en-u-nu-${script}`, { useGrouping: false });
    fc.assert(
      fc.property(fc.nat(), (number) => {
        const written = writer.format(number);
        expect(written).not.toBe(String(number));
        expect(latinDigits(`+${written}-A`)).toBe(`+${number}-A`);
      }),
    );
  });

  it('are all that is changed: letters, Roman numbers and fractions stay', () => {
    const text = 'Amina محمد Ⅷ ½ ² 0712';
    expect(latinDigits(text)).toBe(text);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        const latin = latinDigits(any);
        expect(latin.replace(/\p{Nd}/gu, '0')).toBe(any.replace(/\p{Nd}/gu, '0'));
        expect(latinDigits(latin)).toBe(latin);
      }),
    );
  });
});
