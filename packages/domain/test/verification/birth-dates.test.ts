import { compareBirthDates } from '../../src/verification/birth-dates.js';

describe('comparing birth dates', () => {
  const day = { date: '1958-03-07', precision: 'day' } as const;

  it('matches the same full date', () => {
    expect(compareBirthDates(day, day)).toBe('match');
  });
  it('agrees in part with the year alone', () => {
    expect(compareBirthDates(day, { date: '1958-12-31', precision: 'year' })).toBe('partial');
  });
  it('agrees in part with the month alone', () => {
    expect(compareBirthDates({ date: '1958-03-31', precision: 'month' }, day)).toBe('partial');
  });
  it.each([
    { date: '1958-03-08', precision: 'day' },
    { date: '1958-04-30', precision: 'month' },
    { date: '1959-12-31', precision: 'year' },
  ] as const)('differs from $date ($precision)', (other) => {
    expect(compareBirthDates(day, other)).toBe('differs');
  });
});
