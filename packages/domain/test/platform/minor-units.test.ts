import { typedMinor } from '../../src/platform/minor-units.js';

describe('an amount that somebody types', () => {
  it.each([
    ['2000', 'KES', 200_000],
    ['0.29', 'KES', 29],
    ['1,10', 'KES', 110],
    [' 1.5 ', 'KES', 150],
    ['1.125', 'BHD', 1125],
    ['2000', 'XOF', 2000],
    ['999999999999.99', 'KES', 99_999_999_999_999],
  ])('%j in %s is %d minor units, exactly', (text, currency, minor) => {
    expect(typedMinor(text, currency)).toBe(minor);
  });

  it.each(['-1', '1.005', '', 'much', '1e2', '1,2,3', '99999999999999999', '2,000', '2.000'])(
    'is none in %j, for nobody guesses',
    (text) => {
      expect(typedMinor(text, 'KES')).toBeUndefined();
    },
  );

  it('is none where a comma may stand between thousands', () => expect(typedMinor('2,000', 'TND')).toBeUndefined());

  it('is whole in a currency without smaller units', () => expect(typedMinor('1.5', 'UGX')).toBeUndefined());
});
