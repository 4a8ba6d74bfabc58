import * as fc from 'fast-check';
import { tellCount } from '../../src/interconnection/counts.js';
import { quotaOf, spendQuota } from '../../src/interconnection/quota-window.js';

describe('a total that is told', () => {
  it('S12: is exact only where the agreement grants the records', () => {
    expect(tellCount(13, true)).toEqual({ exact: true, count: 13 });
    expect(tellCount(13, false)).toEqual({ exact: false, count: 15 });
  });

  it('S12: hides whether a group of fewer than five has anybody at all', () => {
    expect(new Set([0, 1, 2, 3, 4].map((count) => JSON.stringify(tellCount(count, false)))).size).toBe(1);
  });

  it('S12: is never more than two off and always a multiple of five', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 1_000_000 }), (count) => {
        const told = tellCount(count, false).count;
        expect(told % 5).toBe(0);
        expect(Math.abs(told - count)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('a quota', () => {
  const quota = { perSecond: 2, perDay: 3 };
  const noon = Date.parse('2026-11-24T12:00:00Z');

  it('S12: is the operation’s, else the partner’s, else 20 a second and 20,000 a day', () => {
    expect(quotaOf({ search: quota }, 'search')).toBe(quota);
    expect(quotaOf({ default: quota }, 'search')).toBe(quota);
    expect(quotaOf({}, 'search')).toEqual({ perSecond: 20, perDay: 20_000 });
  });

  it('frees a second after a second and a day at midnight UTC', () => {
    const one = spendQuota(undefined, quota, noon);
    const two = one.allowed ? spendQuota(one.use, quota, noon) : one;
    expect(two.allowed && spendQuota(two.use, quota, noon)).toEqual({ allowed: false, retryAfterSeconds: 1 });
    const three = two.allowed ? spendQuota(two.use, quota, noon + 1000) : two;
    expect(three.allowed && spendQuota(three.use, quota, noon + 2000)).toEqual({
      allowed: false,
      retryAfterSeconds: 43_198,
    });
    expect(three.allowed && spendQuota(three.use, quota, noon + 43_200_000).allowed).toBe(true);
  });

  it('never lets more through in a day than it says, whatever the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 80_000_000 }), { maxLength: 30 }), (offsets) => {
        const midnight = Date.parse('2026-11-24T00:00:00Z');
        let use: Parameters<typeof spendQuota>[0];
        let through = 0;
        for (const offset of offsets.sort((a, b) => a - b)) {
          const spent = spendQuota(use, quota, midnight + offset);
          if (!spent.allowed) continue;
          through += 1;
          use = spent.use;
        }
        expect(through).toBeLessThanOrEqual(quota.perDay);
      }),
    );
  });
});
