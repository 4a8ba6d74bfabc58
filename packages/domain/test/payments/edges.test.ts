import { bankDayAfter, bankDaysBetween } from '../../src/payments/calendar.js';
import { sumOf } from '../../src/payments/money.js';
import { minorDigits } from '../../src/platform/minor-units.js';
import { statementText, type ApprovedStatement } from '../../src/payments/statement.js';

describe('edges of the calendar and of money', () => {
  it('a bank that never opens has no next day, and says so instead of looking for ever', () => {
    expect(() => bankDayAfter('2026-11-26', 1, { bankDays: [], holidays: [] })).toThrow('no bank days');
  });

  it('no bank day lies between a day and an earlier one', () => {
    const calendar = { bankDays: [1, 2, 3, 4, 5], holidays: [] };
    expect(bankDaysBetween('2026-11-26', '2026-11-20', calendar)).toBe(0);
    expect(bankDaysBetween('2026-11-26', '2026-11-26', calendar)).toBe(0);
  });

  it('a week that begins on Sunday, as in Cairo, is counted by its own days', () => {
    const calendar = { bankDays: [0, 1, 2, 3, 4], holidays: [] };
    expect(bankDayAfter('2026-11-27', 0, calendar)).toBe('2026-11-29');
    expect(bankDaysBetween('2026-11-26', '2026-11-29', calendar)).toBe(1);
  });

  it.each([
    ['KES', 2],
    ['UGX', 0],
    ['JOD', 3],
    ['UYW', 4],
    ['XXX', 2],
  ])('%s has %d digits', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  it('the sum of nothing is nothing, in the currency that was asked for', () => {
    expect(sumOf([], 'KES')).toEqual({ minor: 0, currency: 'KES' });
  });

  it('I7: what an approver is shown is one line, so that it cannot be shifted in a challenge', () => {
    const statement: ApprovedStatement = {
      deployment: 'd\nx',
      batchId: 'b',
      root: 'r',
      count: 1,
      total: '1.00',
      currency: 'KES',
      debtorAccount: 'a',
      debtorAgent: 'g',
      executionDate: '2026-11-26',
      format: 'pain.001.001.09',
      ruleSetVersion: '1',
    };
    expect(statementText(statement)).not.toMatch(/[\r\n]/);
    expect(JSON.parse(statementText(statement))).toEqual(statement);
  });
});
