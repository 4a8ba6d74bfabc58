import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { Day, Time } from '../../src/platform/time';

const isDay = (text: string) => Value.Check(Day, text);
const isTime = (text: string) => Value.Check(Time, text);

describe('a day', () => {
  it.each(['0001-01-01', '1900-01-01', '2024-02-29', '9999-12-31'])('may be %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    ['a 29th of February of a common year', '2026-02-29'],
    ['a 31st of November', '2026-11-31'],
    ['a month 0', '2026-00-01'],
    // PostgreSQL refuses it, half way through whatever was begun with it.
    ['a day of the year 0', '0000-02-29'],
    ['a moment', '2026-11-24T08:00:00Z'],
    ['without its noughts', '2026-1-1'],
    ['without its hyphens', '20260101'],
    ['a day of a week', '2026-W48-2'],
    ['a day with a line after it', '2026-11-24\n'],
    ['in digits of another script', '٢٠٢٦-١١-٢٤'],
    ['nothing', ''],
  ])('is not %s', (_what, text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('a moment', () => {
  it.each([
    '2026-11-24T08:00:00Z',
    '2026-11-24T08:00:00.123456789Z',
    '2026-11-24T11:00:00+03:00',
    '0001-01-01T00:00:00-11:30',
  ])('may be %s', (text) => expect(isTime(text)).toBe(true));

  it.each([
    // `Date` makes no time of these, so that a key that begins then would neither begin nor end, and a page would fail.
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['a leap second elsewhere', '2017-01-01T02:59:60+03:00'],
    ['one with its zone in brackets', '2026-11-24T08:00:00Z[Africa/Nairobi]'],
    ['one with its calendar in brackets', '2026-11-24T08:00:00Z[u-ca=hebrew]'],
    ['one in small letters', '2026-11-24t08:00:00z'],
    ['one of the year 0', '0000-06-01T00:00:00Z'],
    ['one of no zone', '2026-11-24T08:00:00'],
    ['one without seconds', '2026-11-24T08:00Z'],
    ['one at hour 24', '2026-11-24T24:00:00Z'],
    ['one at minute 60', '2026-11-24T08:60:00Z'],
    ['one of a day that no calendar has', '2026-11-31T08:00:00Z'],
    ['one of a zone a day away', '2026-11-24T08:00:00+24:00'],
    ['one with a comma', '2026-11-24T08:00:00,5Z'],
    ['one with a space', '2026-11-24 08:00:00Z'],
    ['one with a point and nothing behind it', '2026-11-24T08:00:00.Z'],
    ['one with a line after it', '2026-11-24T08:00:00Z\n'],
    ['a day', '2026-11-24'],
    ['nothing', ''],
  ])('is not %s', (_what, text) => {
    expect(isTime(text)).toBe(false);
  });

  const two = (number: number) => String(number).padStart(2, '0');
  const written = fc.record({
    at: fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
    zone: fc.integer({ min: -23 * 60, max: 23 * 60 }),
  });

  it('is taken in whatever zone it is written, and is the moment that it was', () => {
    fc.assert(
      fc.property(written, ({ at, zone }) => {
        const sign = zone < 0 ? '-' : '+';
        const offset = `${sign}${two(Math.trunc(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
        const text = new Date(at.getTime() + zone * 60_000).toISOString().replace('Z', offset);
        expect([text, isTime(text), new Date(text).getTime()]).toEqual([text, true, at.getTime()]);
      }),
    );
  });

  it('is one that Date reads, whatever is taken for one', () => {
    const alike = fc.stringMatching(
      /^\d{4}-[01]\d-[0-3]\d[Tt][0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,12})?([Zz]|[+-][0-2]\d:[0-6]\d)$/,
    );
    fc.assert(
      fc.property(alike, (text) => {
        fc.pre(isTime(text));
        expect([text, Number.isNaN(Date.parse(text))]).toEqual([text, false]);
      }),
    );
  });
});

describe('the contracts', () => {
  it('have no day and no time of another form than these', () => {
    const src = path.join(__dirname, '../../src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    const own = files.filter((name) => /format: 'date/.test(readFileSync(path.join(src, name), 'utf8')));
    expect(own).toEqual([path.join('platform', 'time.ts')]);
  });
});
