import fc from 'fast-check';
import { addPortion, hasPortion, noPortions } from '../../src/registry/first-load.js';

describe('portions of a first load', () => {
  it('are counted from the first on, whichever comes first', () => {
    expect(addPortion(noPortions, 2)).toEqual({ upTo: 0, beyond: [2] });
    expect(addPortion({ upTo: 0, beyond: [2, 4] }, 1)).toEqual({ upTo: 2, beyond: [4] });
    expect(hasPortion({ upTo: 2, beyond: [4] }, 3)).toBe(false);
    expect(hasPortion({ upTo: 2, beyond: [4] }, 4)).toBe(true);
    expect(hasPortion(noPortions, 1)).toBe(false);
  });

  const some = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 });

  it('R5: are a set: in any order, and repeated, the same portions are in', () => {
    fc.assert(
      fc.property(some, (given) => {
        const portions = given.reduce(addPortion, noPortions);
        for (let portion = 1; portion <= 31; portion += 1) {
          expect(hasPortion(portions, portion)).toBe(given.includes(portion));
        }
        expect([...given].reverse().reduce(addPortion, noPortions)).toEqual(portions);
      }),
    );
  });

  it('are kept in no more room than there are gaps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (count) => {
        const all = Array.from({ length: count }, (_, at) => at + 1);
        expect(all.reduce(addPortion, noPortions)).toEqual({ upTo: count, beyond: [] });
      }),
    );
  });
});
