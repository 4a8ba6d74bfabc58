import { approvalsNeeded } from '@interlink/domain/payments/approvals';
import fc from 'fast-check';
import { limitsOf } from '../../src/payments/policy.js';

const limits = (approvalLimit1Minor: number, approvalLimit2Minor: number) =>
  limitsOf({ approvalLimit1Minor, approvalLimit2Minor });

describe('IBR-031: the bands of amounts that ask for more approvals', () => {
  it('are refused at the start when the first ends above the second: one approver would do where three are asked', () => {
    expect(() => limits(1001, 1000)).toThrow(/approvalLimit1Minor is above approvalLimit2Minor/);
  });

  it('may be one: then a second approver is never enough', () => {
    expect(approvalsNeeded(999, limits(1000, 1000))).toBe(1);
    expect(approvalsNeeded(1000, limits(1000, 1000))).toBe(3);
  });

  it('never ask fewer approvals for more money', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (one, other, less, more) => {
        const bands = limits(Math.min(one, other), Math.max(one, other));
        const needed = [Math.min(less, more), Math.max(less, more)].map((total) => approvalsNeeded(total, bands));
        expect(needed[0]).toBeLessThanOrEqual(needed[1] ?? 0);
      }),
    );
  });
});
