import fc from 'fast-check';
import { planFiles } from '../../src/payments/plan-files.js';

describe('A1.3: the files that a batch is split into', () => {
  it('are as few as fit when nothing keeps lines apart', () => {
    expect(planFiles([{ key: '', count: 25 }], 10)).toEqual([{ key: '', count: 25, firstPart: 1, files: 3 }]);
  });

  it('mix no groups, in the order of their keys', () => {
    const groups = [
      { key: 'MPESA', count: 3 },
      { key: 'BANK', count: 11 },
      { key: 'NOBODY', count: 0 },
    ];
    expect(planFiles(groups, 10)).toEqual([
      { key: 'BANK', count: 11, firstPart: 1, files: 2 },
      { key: 'MPESA', count: 3, firstPart: 3, files: 1 },
    ]);
  });

  it('hold every line once, at most so many each, and are numbered without a gap', () => {
    const groups = fc
      .uniqueArray(fc.record({ key: fc.string({ maxLength: 4 }), count: fc.nat(500) }), { selector: ({ key }) => key })
      .filter((some) => some.some(({ count }) => count > 0));
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 60 }), (some, most) => {
        const sizes = new Map<number, number>();
        for (const { count, firstPart } of planFiles(some, most)) {
          for (let within = 0; within < count; within += 1) {
            const part = firstPart + Math.floor(within / most);
            sizes.set(part, (sizes.get(part) ?? 0) + 1);
          }
        }
        const total = some.reduce((sum, { count }) => sum + count, 0);
        expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBe(total);
        expect(Math.max(...sizes.values())).toBeLessThanOrEqual(most);
        expect([...sizes.keys()].sort((a, b) => a - b)).toEqual([...sizes.keys()].map((_part, at) => at + 1));
        expect(planFiles([...some].reverse(), most)).toEqual(planFiles(some, most));
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('are not made of %d lines each', (most) => {
    expect(() => planFiles([{ key: '', count: 1 }], most)).toThrow(RangeError);
  });
});
