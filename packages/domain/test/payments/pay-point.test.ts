import * as fc from 'fast-check';
import { foldLine } from '../../src/payments/fold-line';
import { cashDifference, evidenceOfMark, isPaid, takesMarks, type PayMarkKind } from '../../src/payments/pay-point';

const MARKS: readonly PayMarkKind[] = ['absent', 'paid', 'proxy', 'refused'];
const facts = {
  amountMinor: 150_000,
  currency: 'KES',
  sealed: true,
  sending: true,
  cancelled: false,
  otherAttemptLive: false,
};
const receipt = { key: 'c', at: '2026-11-24T08:00:00.000Z', said: { rank: 1, kind: 'receipt' } } as const;
const day = (isLast: boolean) => ({ key: 'k', at: '2026-11-25T16:00:00.000Z', isLast });
const afterDay = (mark: PayMarkKind | undefined, isLast: boolean) => {
  const evidence = evidenceOfMark(mark, day(isLast));
  return foldLine(facts, evidence ? [receipt, evidence] : [receipt]);
};

describe('The cash of a day', () => {
  it('comes out when what was paid and what came back is what was advanced', () => {
    expect(cashDifference({ advanceMinor: 500, returnedMinor: 200, paidMinor: [100, 200] })).toBe(0);
  });

  it.each([
    [{ advanceMinor: 500, returnedMinor: 100, paidMinor: [100, 200] }, 100],
    [{ advanceMinor: 500, returnedMinor: 300, paidMinor: [100, 200] }, -100],
    [{ advanceMinor: 0, returnedMinor: 0, paidMinor: [] }, 0],
  ])('of %j is %s short', (cash, short) => expect(cashDifference(cash)).toBe(short));

  it('I4: is short by exactly what was taken out, whatever was paid', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1e9 }), { maxLength: 50 });
    fc.assert(
      fc.property(amounts, fc.nat(1e9), fc.integer({ min: -1000, max: 1000 }), (paidMinor, returnedMinor, taken) => {
        const sum = paidMinor.reduce((total, one) => total + one, 0);
        const advanceMinor = sum + returnedMinor + taken;
        return cashDifference({ advanceMinor, returnedMinor, paidMinor }) === taken;
      }),
    );
  });
});

describe('What a signed day says of a line', () => {
  it.each([
    ['paid', false, 'SETTLED', undefined],
    ['paid', true, 'SETTLED', undefined],
    ['proxy', false, 'SETTLED', undefined],
    ['refused', false, 'REJECTED', 'CUST'],
    ['refused', true, 'REJECTED', 'CUST'],
    ['absent', true, 'CANCELLED', 'NOAS'],
    [undefined, true, 'CANCELLED', 'NOAS'],
  ] as const)('marked %s, last day %s, it is %s', (mark, isLast, state, reason) => {
    const folded = afterDay(mark, isLast);
    expect([folded.state, folded.rank, folded.reason]).toEqual([state, 2, reason]);
  });

  it.each([['absent'], [undefined]] as const)('is nothing yet of somebody %s before the last day', (mark) => {
    expect(evidenceOfMark(mark, day(false))).toBeUndefined();
    expect(afterDay(mark, false).state).toBe('SENT');
  });

  it('R1: leaves no line out after the last day, however it was marked', () => {
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...MARKS), { nil: undefined }), (mark) =>
        ['SETTLED', 'REJECTED', 'CANCELLED'].includes(afterDay(mark, true).state),
      ),
    );
  });

  it('counts as money that left exactly where the line is settled', () => {
    for (const mark of MARKS) expect(afterDay(mark, true).state === 'SETTLED').toBe(isPaid(mark));
  });
});

describe('Marks', () => {
  it.each([
    ['SENT', true],
    ['INPROC', true],
    ['SETTLED', false],
    ['REJECTED', false],
    ['CANCELLED', false],
    ['SEALED', false],
    ['UNKNOWN', false],
  ] as const)('of a line that is %s are taken: %s', (state, taken) => expect(takesMarks(state)).toBe(taken));
});
