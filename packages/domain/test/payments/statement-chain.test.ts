import fc from 'fast-check';
import { followsStatement, statementNumberOf } from '../../src/payments/statement-chain';

const place = (sequence: number, openingMinor = 100) => ({ sequence, openingMinor });
const last = (sequence: number, closingMinor = 100) => ({ sequence, closingMinor });

describe('the statements of an account are a chain', () => {
  it('A1.4: the next number with the balance that was left follows', () => {
    expect(followsStatement(last(7), place(8))).toBe(true);
  });

  it.each([
    ['a number is missing', last(7), place(9)],
    ['it is the same again', last(7), place(7)],
    ['it is an earlier one', last(7), place(6)],
    ['the balance is another', last(7, 100), place(8, 99)],
  ])('A1.4: nothing follows when %s', (_why, before, next) => {
    expect(followsStatement(before, next)).toBe(false);
  });

  it('A1.4: whatever the numbers, another opening balance than what was left never follows', () => {
    fc.assert(
      fc.property(fc.nat(300_000_000), fc.nat(300_000_000), fc.integer(), fc.integer(), (one, two, left, found) => {
        fc.pre(left !== found);
        expect(followsStatement(last(one, left), place(two, found))).toBe(false);
      }),
    );
  });
});

describe('a bank that numbers its statements by the year', () => {
  it('A1.4: has one number more in the same year', () => {
    expect(statementNumberOf('2026-11-25', 229)).toBe(202_600_229);
    expect(followsStatement(last(statementNumberOf('2026-11-25', 229)), place(202_600_230))).toBe(true);
    expect(followsStatement(last(202_600_229), place(202_600_231))).toBe(false);
  });

  it('A1.4: begins anew with the year, or counts on, and leaves none out', () => {
    const december = last(statementNumberOf('2026-12-31', 251));
    const january = (number: number) => place(statementNumberOf('2027-01-04', number));
    expect([1, 252, 2, 251, 253].map((number) => followsStatement(december, january(number)))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
  });

  it('A1.4: does not begin anew two years later, nor within a year', () => {
    expect(followsStatement(last(202_600_251), place(202_800_001))).toBe(false);
    expect(followsStatement(last(202_600_251), place(202_600_001))).toBe(false);
  });

  it('A1.4: counts on where it wrote numbers without a year before', () => {
    expect(followsStatement(last(12), place(202_600_013))).toBe(true);
    expect(followsStatement(last(12), place(202_600_001))).toBe(false);
  });

  it('A1.4: numbers of later days are larger, so that none is taken for one that was read', () => {
    const year = fc.integer({ min: 2000, max: 2099 });
    const number = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(year, number, year, number, (one, first, two, second) => {
        fc.pre(one < two || (one === two && first < second));
        expect(statementNumberOf(`${one}-06-30`, first)).toBeLessThan(statementNumberOf(`${two}-06-30`, second));
      }),
    );
  });

  it.each([0, -1, 100_000, 1.5, NaN])('bears no number %d', (number) => {
    expect(() => statementNumberOf('2026-11-25', number)).toThrow(RangeError);
  });
});
