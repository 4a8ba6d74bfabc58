import fc from 'fast-check';
import { daysIn, hoursIn, isDay, lastMomentOf, toUtc } from '../../src/platform/times.js';

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
/** As a calendar on the wall has it. */
const lengthOf = (year: number, month: number) => (LENGTHS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
const two = (number: number) => String(number).padStart(2, '0');
const written = fc
  .record({ year: fc.integer({ min: 1, max: 9999 }), month: fc.nat(13), day: fc.nat(33) })
  .map((date) => ({ ...date, text: `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}` }));

describe('a day', () => {
  it.each([
    '2026-02-30',
    '31.12.2026',
    '٢٠٢٦-١١-٢٥',
    '2026-13-01',
    '0000-01-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00Z',
    'today',
    '',
  ])('is not %j', (text) => expect(isDay(text)).toBe(false));

  it('is one when the calendar has it, and only then', () => {
    fc.assert(
      fc.property(written, ({ year, month, day, text }) => {
        expect(isDay(text)).toBe(day >= 1 && day <= lengthOf(year, month));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a time', () => {
  it.each([
    ['2026-12-31T08:00:00Z', '2026-12-31T08:00:00.000Z'],
    ['2026-12-31T23:30-01:00', '2027-01-01T00:30:00.000Z'],
    ['2024-02-29T00:00:00.5+03:00', '2024-02-28T21:00:00.500Z'],
  ])('of %s is %s in UTC', (text, utc) => {
    expect(toUtc(text)).toBe(utc);
  });

  it.each(['2026-12-31T08:00:00', '2026-02-30T08:00:00Z', '2026-12-31T25:00:00Z', '2026-12-31', 'now', ''])(
    'is not %j',
    (text) => expect(toUtc(text)).toBeUndefined(),
  );
});

describe('the day in a time zone', () => {
  it('is that of UTC moved by what the zone is ahead or behind', () => {
    const anyTime = fc.date({ min: new Date('1970-01-02'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -14, max: 12 }), (time, behind) => {
        const there = new Date(time.getTime() - behind * 3_600_000).toISOString().slice(0, 10);
        // The names of these zones say how far they are behind.
        expect(daysIn(`Etc/GMT${behind < 0 ? '' : '+'}${behind}`)(time)).toBe(there);
      }),
    );
  });

  it('follows its summer time', () => {
    expect(
      ['2026-07-01T22:30:00Z', '2026-12-01T22:30:00Z'].map((time) => daysIn('Europe/Paris')(new Date(time))),
    ).toEqual(['2026-07-02', '2026-12-01']);
  });

  it('is not to be had where there is no such zone', () => {
    expect(() => daysIn('Africa/Atlantis')).toThrow(RangeError);
  });
});

describe('the time of day', () => {
  it.each([
    ['UTC', '00:05'],
    ['Africa/Nairobi', '03:05'],
    ['Asia/Kathmandu', '05:50'],
    ['America/Port-au-Prince', '20:05'],
  ])('in %s is told in hours of one day', (timeZone, hour) => {
    expect(hoursIn(timeZone)(new Date('2026-07-01T00:05:59Z'))).toBe(hour);
  });
});

describe('the last moment of a day', () => {
  it.each([
    ['UTC', '2026-11-25T23:59:59.999Z'],
    ['Pacific/Kiritimati', '2026-11-25T09:59:59.999Z'],
    ['Africa/Nairobi', '2026-11-25T20:59:59.999Z'],
    ['Asia/Kathmandu', '2026-11-25T18:14:59.999Z'],
    ['America/Port-au-Prince', '2026-11-26T04:59:59.999Z'],
    ['Etc/GMT+12', '2026-11-26T11:59:59.999Z'],
  ])('in %s is where the next one begins', (timeZone, moment) => {
    expect(lastMomentOf('2026-11-25', daysIn(timeZone))).toBe(moment);
  });

  it('is of that day, and a millisecond later it is the next, also when the clock is changed', () => {
    const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tehran', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.nat(366), (timeZone, place) => {
        const [day, next] = [0, 1].map((one) =>
          new Date(Date.UTC(2026, 0, 1 + place + one)).toISOString().slice(0, 10),
        );
        const last = new Date(lastMomentOf(day ?? '', daysIn(timeZone)));
        expect(daysIn(timeZone)(last)).toBe(day);
        expect(daysIn(timeZone)(new Date(last.getTime() + 1))).toBe(next);
      }),
    );
  });
});
