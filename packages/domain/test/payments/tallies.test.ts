import fc from 'fast-check';
import { foldEntitlement } from '../../src/payments/entitlement.js';
import { EDITABLE, foldBatch, tallyOf, type BatchFact } from '../../src/payments/fold-batch.js';
import { foldLine } from '../../src/payments/fold-line.js';
import { debit, facts, returned, status } from './builders.js';

describe('the tally of a batch', () => {
  it('counts no line twice: settled and failed are never more than all', () => {
    const anyKnown = fc.constantFrom([], [status('RJCT')], [debit()], [debit(), returned()], [status('ACSC')]);
    fc.assert(
      fc.property(fc.array(anyKnown, { maxLength: 12 }), (lines) => {
        const tally = tallyOf(lines.map((known) => foldLine(facts(), known)));
        expect(tally.lines).toBe(lines.length);
        expect(tally.settled + tally.failed).toBeLessThanOrEqual(tally.lines);
        expect(tally.proven).toBeLessThanOrEqual(tally.settled);
        expect(tally.reported).toBeGreaterThanOrEqual(tally.proven);
      }),
    );
  });

  it('may be edited only as long as nothing was sealed', () => {
    const order: BatchFact[] = ['validated', 'approved', 'sealed', 'transmitting', 'transmitted'];
    const tally = tallyOf([foldLine(facts(), [])]);
    const states = order.map((_, at) =>
      foldBatch({ facts: new Set(order.slice(0, at + 1)), tally, held: false, unexplained: false }),
    );
    expect(states.map((state) => EDITABLE.includes(state))).toEqual([true, true, false, false, false]);
  });

  it('an ended batch stays ended, whatever else is noted', () => {
    const anyFacts = fc.uniqueArray(fc.constantFrom<BatchFact>('validated', 'approved', 'sealed', 'transmitting'));
    fc.assert(
      fc.property(anyFacts, fc.constantFrom<BatchFact>('cancelled', 'voided', 'closed'), (some, end) => {
        const tally = tallyOf([]);
        expect(foldBatch({ facts: new Set([...some, end]), tally, held: true, unexplained: true })).toBe(
          end.toUpperCase(),
        );
      }),
    );
  });
});

describe('an entitlement over several attempts', () => {
  it('R1: is committed as long as any one of them may still arrive', () => {
    const failed = fc.constantFrom('REJECTED', 'RETURNED', 'CANCELLED' as const);
    const live = fc.constantFrom('DRAFT', 'SEALED', 'SENDING', 'SENT', 'INPROC', 'UNKNOWN' as const);
    fc.assert(
      fc.property(fc.array(failed, { maxLength: 4 }), live, (before, now) => {
        const attempts = [...before, now].map((state, at) => ({ number: at + 1, state }));
        expect(foldEntitlement(attempts, new Set())).toBe('COMMITTED');
      }),
    );
  });

  it('is judged by its last attempt, however they are listed', () => {
    const attempts = [
      { number: 2, state: 'REJECTED' as const, resolved: true },
      { number: 1, state: 'RETURNED' as const },
    ];
    expect(foldEntitlement(attempts, new Set())).toBe('OPEN');
    expect(foldEntitlement([...attempts].reverse(), new Set())).toBe('OPEN');
  });

  it('released by two people after it was called paid elsewhere is open again', () => {
    expect(foldEntitlement([], new Set(['adopted-paid-elsewhere', 'released']))).toBe('OPEN');
    expect(foldEntitlement([], new Set(['adopted-unpaid']))).toBe('HELD');
  });
});
