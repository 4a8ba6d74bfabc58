import fc from 'fast-check';
import { fromDecimal, sumOf, toDecimal } from '../../src/payments/money.js';

describe('money', () => {
  it.each([
    ['KES', 200_000, '2000.00'],
    ['JPY', 2000, '2000'],
    ['BHD', 5, '0.005'],
    ['CLF', 10_000, '1.0000'],
    ['KES', -1, '-0.01'],
  ])('has the digits that ISO 4217 gives %s', (currency, minor, text) => {
    expect(toDecimal({ minor, currency })).toBe(text);
    expect(fromDecimal(text, currency)).toEqual({ minor, currency });
  });

  it('is the same after being written and read, for every safe integer', () => {
    const currencies = fc.constantFrom('KES', 'JPY', 'TND', 'CLF');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currencies, (minor, currency) => {
        expect(fromDecimal(toDecimal({ minor, currency }), currency)).toEqual({ minor: minor + 0, currency });
      }),
    );
  });

  it.each(['1.005', '1e3', '12,00', '', '99999999999999999.00', '--1', '1.'])(
    'refuses %j, which is no exact amount',
    (text) => {
      expect(fromDecimal(text, 'KES')).toBeUndefined();
    },
  );

  it('takes zeros beyond the digits of the currency, as openIMIS writes them', () => {
    expect(fromDecimal('120.00', 'UGX')).toEqual({ minor: 120, currency: 'UGX' });
  });

  it('I12: is never summed over currencies, nor beyond 2^53-1', () => {
    expect(() =>
      sumOf(
        [
          { minor: 1, currency: 'KES' },
          { minor: 1, currency: 'UGX' },
        ],
        'KES',
      ),
    ).toThrow(RangeError);
    expect(() =>
      sumOf(
        [
          { minor: Number.MAX_SAFE_INTEGER, currency: 'KES' },
          { minor: 1, currency: 'KES' },
        ],
        'KES',
      ),
    ).toThrow(RangeError);
    expect(() => toDecimal({ minor: 0.5, currency: 'KES' })).toThrow(RangeError);
  });
});
