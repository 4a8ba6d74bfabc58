import fc from 'fast-check';
import { leastSkewMs } from '../../src/interconnection/clock-skew.js';

const NOON = Date.parse('2026-11-24T12:00:00Z');

describe('the skew that an HTTP Date proves', () => {
  it.each([
    ['the same second', { sentAt: NOON + 100, receivedAt: NOON + 200, date: NOON }, 0],
    ['a partner 40 s behind', { sentAt: NOON + 41_000, receivedAt: NOON + 41_500, date: NOON }, 40_000],
    ['a partner 40 s ahead', { sentAt: NOON - 41_000, receivedAt: NOON - 40_000, date: NOON }, -40_000],
    ['a minute of waiting', { sentAt: NOON - 30_000, receivedAt: NOON + 30_000, date: NOON }, 0],
  ])('S14: is right for %s', (_what, answer, skew) => {
    expect(leastSkewMs({ ...answer, precisionMs: 1000 })).toBe(skew);
  });

  it('S14: is known to the millisecond where the time is told so', () => {
    const asked = { receivedAt: NOON + 10, date: NOON, precisionMs: 0 };
    expect(leastSkewMs({ ...asked, sentAt: NOON + 3 })).toBe(3);
    expect(leastSkewMs({ ...asked, sentAt: NOON - 3 })).toBe(0);
  });

  it('S14: is never more than the true skew, and less by at most the wait and a second', () => {
    const times = fc.record({
      skew: fc.integer({ min: -100_000, max: 100_000 }),
      way: fc.nat(5000),
      back: fc.nat(5000),
    });
    fc.assert(
      fc.property(times, fc.nat(999), ({ skew, way, back }, part) => {
        // The partner dated the answer at NOON + part of its clock; ours showed `skew` more.
        const dated = NOON + part + skew;
        const found = leastSkewMs({ sentAt: dated - way, receivedAt: dated + back, date: NOON, precisionMs: 1000 });
        expect(Math.abs(found)).toBeLessThanOrEqual(Math.abs(skew));
        expect(Math.abs(skew) - Math.abs(found)).toBeLessThanOrEqual(way + back + 1000);
        expect(found * skew).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
