import fc from 'fast-check';
import { countOf, dayOfDate, isoTime, zonedTime } from '../../src/payments/readers/times.js';
import { UnreadableMessage } from '../../src/payments/readers/xml.js';

describe('a day of a bank’s message', () => {
  it.each([
    ['2026-11-25', '2026-11-25'],
    ['2024-02-29', '2024-02-29'],
    ['2026-11-25T23:59:59+14:00', '2026-11-25'],
    ['2026-11-25Z', '2026-11-25'],
    ['2026-11-25+03:00', '2026-11-25'],
  ])('is, of %s, as the bank writes it, in whatever zone we are', (text, day) => {
    expect(dayOfDate(text)).toBe(day);
  });

  it.each([
    ['has a 30th of February', '2026-02-30'],
    ['has a 29th of February in a year without', '2023-02-29'],
    ['has a 31st of April, with a time', '2026-04-31T10:00:00Z'],
    ['has a month 13', '2026-13-01'],
    ['has a year 0, which no database takes', '0000-01-01'],
    ['goes on with other digits', '2026-11-255'],
    ['is written the other way round', '25-11-2026'],
    ['is written with Arabic digits', '٢٠٢٦-١١-٢٥'],
    ['has a NUL behind it', '2026-11-25\u0000'],
    ['is empty', ''],
  ])('S17: is unreadable when it %s', (_why, text) => {
    expect(() => dayOfDate(text)).toThrow(UnreadableMessage);
  });
});

describe('a time of a bank’s message', () => {
  it('is the same instant in UTC, whatever its zone', () => {
    for (const text of ['2026-11-26T10:00:00Z', '2026-11-26T13:00:00+03:00', '2026-11-26T04:30:00.000-05:30']) {
      expect(zonedTime(text)).toBe('2026-11-26T10:00:00.000Z');
    }
  });

  it('is ours when it has no zone, where a message may leave it out', () => {
    expect(isoTime('2026-11-26T10:00:00')).toBe(new Date(2026, 10, 26, 10).toISOString());
    expect(() => zonedTime('2026-11-26T10:00:00')).toThrow(UnreadableMessage);
  });

  it('says again what it said: what was read is read the same', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
        (time) => {
          expect(zonedTime(time.toISOString())).toBe(time.toISOString());
          expect(zonedTime(zonedTime(time.toISOString()))).toBe(time.toISOString());
        },
      ),
    );
  });

  it.each([
    ['a word with a number, which would be a day in 2001', 'report 7'],
    ['a number alone', '1'],
    ['a month by its name', 'Nov 5, 2026'],
    ['a day without a time', '2026-11-26'],
    ['the 30th of February', '2026-02-30T10:00:00Z'],
    ['the 31st of June', '2026-06-31T10:00:00+03:00'],
    ['hour 25', '2026-11-26T25:00:00Z'],
    ['a zone that is none', '2026-11-26T10:00:00+99:99'],
    ['a year of five digits', '+012026-11-26T10:00:00Z'],
    ['text behind it', '2026-11-26T10:00:00Z; DROP'],
  ])('S17: is unreadable when it is %s', (_what, text) => {
    expect(() => isoTime(text)).toThrow(UnreadableMessage);
    expect(() => zonedTime(text)).toThrow(UnreadableMessage);
  });
});

describe('a count of a bank’s message', () => {
  it('is a whole number in digits', () => {
    fc.assert(fc.property(fc.nat(), (count) => expect(countOf(String(count))).toBe(count)));
    expect(countOf('0002')).toBe(2);
  });

  it.each(['', ' ', '-1', '2.0', '1e3', '0x10', '٢', 'two', 'Infinity', '9'.repeat(16)])(
    'S17: is unreadable when it is %j, and never a number that the bank did not write',
    (text) => {
      expect(() => countOf(text)).toThrow(UnreadableMessage);
    },
  );
});
