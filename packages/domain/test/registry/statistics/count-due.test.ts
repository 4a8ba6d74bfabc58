import fc from 'fast-check';
import { countsAgainAt, isCountDue, LARGE } from '../../../src/registry/statistics/count-due.js';

const madeAt = new Date('2026-11-30T09:30:00Z');
const after = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);

describe('IBR-045: everybody is counted again', () => {
  it.each([
    ['was never counted', undefined, 0, 0, true],
    ['was counted when it was empty, and has its first person', 0, 1, 1, true],
    ['was counted when it was empty, and still is', 0, 0, 1, false],
    ['has twice as many people', 50, 100, 1, true],
    ['has not twice as many people', 50, 99, 1, false],
    ['was counted a period ago', 50, 50, 900, true],
    ['was counted before it was kept of how many', null, 50, 1, false],
  ])('where a registry %s', (_what, counted, people, seconds, due) => {
    const kept = counted === undefined ? undefined : { madeAt, people: counted };
    expect(isCountDue(kept, after(seconds), 900, people)).toBe(due);
  });

  it('at its time only, where already looking how many there are would be a count of many', () => {
    expect(countsAgainAt({ madeAt, people: LARGE + 1 })).toBeUndefined();
    expect(isCountDue({ madeAt, people: LARGE + 1 }, after(1), 900, LARGE * 10)).toBe(false);
  });

  it('while a registry fills at most as often as it doubles, and in all for at most twice as many as there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 }), (arrivals) => {
        let there = 0;
        let counted = 0;
        let kept = { madeAt, people: 0 };
        for (const more of arrivals) {
          there += more;
          if (!isCountDue(kept, after(1), 900, there)) continue;
          kept = { madeAt, people: there };
          counted += there;
        }
        expect(counted).toBeLessThanOrEqual(2 * there);
        expect(there).toBeLessThan(Math.max(1, 2 * kept.people));
      }),
    );
  });
});
