import fc from 'fast-check';
import { toE164 } from '../../src/platform/telephone.js';

describe('a telephone that somebody types', () => {
  it.each(['+254 700-000 001', '00254700000001', '+254(700)000001', ' +254.700.000.001 '])('reads %j', (typed) => {
    expect(toE164(typed)).toBe('+254700000001');
  });

  it.each(['', '0700000001', '+1', '+0700000001', '+254 700 000 001 000 1', 'none', '+254x700000'])(
    'is none in %j: which country, or which number, nobody knows',
    (typed) => {
      expect(toE164(typed)).toBeUndefined();
    },
  );

  it('is read the same again once it was read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+|00)[0-9 ().-]{5,20}$/), (typed) => {
        const read = toE164(typed);
        if (read !== undefined) expect(toE164(read)).toBe(read);
        expect(read ?? '+2547000000').toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });
});
