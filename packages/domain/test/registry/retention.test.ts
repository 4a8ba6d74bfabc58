import fc from 'fast-check';
import { keptFrom, maskAccounts } from '../../src/registry/retention.js';

describe('What is kept', () => {
  it.each([
    ['2026-11-24', 7, '2019-11-24'],
    ['2024-02-29', 1, '2023-02-28'],
    ['2024-02-29', 4, '2020-02-28'],
    ['2026-01-01', 100, '1926-01-01'],
  ])('on %s with %d years begins on %s', (today, years, expected) => expect(keptFrom(today, years)).toBe(expected));

  it('is a day that there is, before today, and later for fewer years', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (at, years) => {
        const today = at.toISOString().slice(0, 10);
        const from = keptFrom(today, years);
        expect(new Date(from).toISOString().slice(0, 10)).toBe(from);
        expect(from < today).toBe(true);
        expect(keptFrom(today, years + 1) < from).toBe(true);
      }),
    );
  });
});

describe('S15: accounts in an export', () => {
  it('are told by their last four figures', () => {
    expect(maskAccounts({ sex: 'female', accounts: [{ provider: 'B', number: '0001234567' }] })).toEqual({
      sex: 'female',
      accounts: [{ provider: 'B', number: '••••4567' }],
    });
  });

  it('never carry the whole number, and nothing else is touched', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,20}$/), fc.string(), (number, note) => {
        const masked = maskAccounts({ note, accounts: [{ provider: 'B', number }] });
        expect(masked.accounts[0]?.number).not.toContain(number);
        expect(masked.note).toBe(note);
      }),
    );
    expect([maskAccounts(null), maskAccounts({ a: 1 })]).toEqual([null, { a: 1 }]);
  });
});
