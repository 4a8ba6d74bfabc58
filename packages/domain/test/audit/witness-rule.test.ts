import fc from 'fast-check';
import { isWitnessOverdue, MAX_UNWITNESSED_MS } from '../../src/audit/witness-rule.js';

const NOW = new Date('2026-11-24T12:00:00.000Z');
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);

describe('the rule of the witness', () => {
  it('S5: gives a log four hours, and not a millisecond more', () => {
    expect(isWitnessOverdue(ago(4 * 3_600_000), NOW)).toBe(false);
    expect(isWitnessOverdue(ago(4 * 3_600_000 + 1), NOW)).toBe(true);
  });

  it('S5: wants nothing of a log in which nothing waits for a witness', () => {
    expect(isWitnessOverdue(undefined, NOW)).toBe(false);
  });

  it('S5: never lets go again of a log that only grows older', () => {
    fc.assert(
      fc.property(fc.nat(10 * MAX_UNWITNESSED_MS), fc.nat(10 * MAX_UNWITNESSED_MS), (age, later) => {
        const isOverdue = isWitnessOverdue(ago(age), NOW);
        const isOverdueLater = isWitnessOverdue(ago(age), new Date(NOW.getTime() + later));
        expect(isOverdue && !isOverdueLater).toBe(false);
      }),
    );
  });
});
