import fc from 'fast-check';
import { PEOPLE_LIMITS, refusePeople } from '../../src/platform/people/limit-rule.js';

describe('How many people an operator may see in a day', () => {
  it.each([
    [199, 1, false, undefined],
    [200, 1, false, 'platform.reason-needed'],
    [200, 1, true, undefined],
    [499, 20, true, undefined],
    [500, 1, true, 'platform.too-many-people'],
    [900, 0, false, undefined],
  ] as const)(
    'S12: %s people, %s of them new, reason given: %s is answered by %s',
    (people, fresh, reason, expected) => {
      expect(refusePeople(people, fresh, reason, PEOPLE_LIMITS)).toBe(expected);
    },
  );

  it('S12: never lets anybody past the stop, nor past the question without a reason, in any order of pages', () => {
    const pages = fc.array(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 40 }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(pages, fc.integer({ min: 0, max: 80 }), (all, reasonAfter) => {
        const seen = new Set<number>();
        all.forEach((page, index) => {
          const fresh = new Set(page.filter((person) => !seen.has(person)));
          const hasReason = index >= reasonAfter;
          if (refusePeople(seen.size + fresh.size, fresh.size, hasReason, PEOPLE_LIMITS)) return;
          for (const person of fresh) seen.add(person);
          if (fresh.size > 0) expect(seen.size).toBeLessThan(hasReason ? PEOPLE_LIMITS.stopAt : PEOPLE_LIMITS.askAt);
        });
      }),
    );
  });
});
