import { knownPart, toPartialDate } from '../../src/exchange/partial-date.js';

describe('a date from another register', () => {
  it.each([
    ['1958', { date: '1958-12-31', precision: 'year' }],
    ['1960-02', { date: '1960-02-29', precision: 'month' }],
    ['1900-02', { date: '1900-02-28', precision: 'month' }],
    ['1958-03-07', { date: '1958-03-07', precision: 'day' }],
    ['1958-03-07T00:00', { date: '1958-03-07', precision: 'day' }],
    ['1958-03-07T23:30:00-05:00', { date: '1958-03-07', precision: 'day' }],
  ])('reads %s with unknown parts as late as possible', (text, expected) => {
    expect(toPartialDate(text)).toEqual(expected);
  });

  it.each(['', '58', '1958-13', '1958-02-30', '1958-03-00', '07/03/1958'])('does not guess at "%s"', (text) => {
    expect(toPartialDate(text)).toBeUndefined();
  });

  it.each(['1958', '1960-02', '1958-03-07'])('writes %s again as precise as it is known', (text) => {
    const date = toPartialDate(text);
    expect(date && knownPart(date)).toBe(text);
  });
});
