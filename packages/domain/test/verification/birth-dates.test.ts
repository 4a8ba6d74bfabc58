import { compareBirthDates, toBirthDate } from '../../src/verification/birth-dates.js';

describe('a birth date from another register', () => {
  it.each([
    ['1958', { date: '1958-12-31', precision: 'year' }],
    ['1960-02', { date: '1960-02-29', precision: 'month' }],
    ['1900-02', { date: '1900-02-28', precision: 'month' }],
    ['1958-03-07', { date: '1958-03-07', precision: 'day' }],
    ['1958-03-07T00:00', { date: '1958-03-07', precision: 'day' }],
    ['1958-03-07T23:30:00-05:00', { date: '1958-03-07', precision: 'day' }],
  ])('reads %s with unknown parts as late as possible', (text, expected) => {
    expect(toBirthDate(text)).toEqual(expected);
  });

  it.each(['', '58', '1958-13', '1958-02-30', '1958-03-00', '07/03/1958'])('does not guess at "%s"', (text) => {
    expect(toBirthDate(text)).toBeUndefined();
  });
});

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
