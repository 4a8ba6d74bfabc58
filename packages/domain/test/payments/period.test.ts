import fc from 'fast-check';
import { periodsOverlap, type Period } from '../../src/payments/period.js';

describe('two periods overlap', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' };
  const dayOf = (place: number) => new Date(Date.UTC(2026, 9, 1) + place * 86_400_000).toISOString().slice(0, 10);
  const period = fc
    .tuple(fc.nat(100), fc.nat(40))
    .map(([first, length]): Period => ({ from: dayOf(first), to: dayOf(first + length) }));
  const daysOf = ({ from, to }: Period) =>
    Array.from({ length: 200 }, (_one, place) => dayOf(place)).filter((day) => day >= from && day <= to);

  it.each([
    ['on the last day of one', { from: '2026-11-30', to: '2026-12-31' }, true],
    ['not when the other begins the day after', { from: '2026-12-01', to: '2026-12-31' }, false],
    ['not when the other ends the day before', { from: '2026-10-01', to: '2026-10-31' }, false],
    ['when one is within the other', { from: '2026-11-10', to: '2026-11-10' }, true],
    ['when a quarter holds the month', { from: '2026-10-01', to: '2026-12-31' }, true],
  ])('%s', (_when, other, overlaps) => {
    expect(periodsOverlap(november, other)).toBe(overlaps);
  });

  it('A1.5: exactly when there is a day that both pay for, whichever is asked first', () => {
    fc.assert(
      fc.property(period, period, (one, other) => {
        const shared = new Set(daysOf(other));
        expect(periodsOverlap(one, other)).toBe(daysOf(one).some((day) => shared.has(day)));
        expect(periodsOverlap(other, one)).toBe(periodsOverlap(one, other));
      }),
    );
  });
});
