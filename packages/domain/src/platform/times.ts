const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Whether a text is a day, `YYYY-MM-DD`, that the calendar has. JavaScript's parser makes the 1st of March of the 30th
 * of February, and takes a year 0, which no calendar and no database has.
 */
export function isDay(text: string): boolean {
  if (!DAY.test(text) || text.startsWith('0000')) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A time with its zone, as ISO in UTC; undefined for what is none: one without a zone is another time elsewhere. */
export function toUtc(text: string): string | undefined {
  const [, day = ''] = MOMENT.exec(text) ?? [];
  const time = Date.parse(text);
  return isDay(day) && !Number.isNaN(time) ? new Date(time).toISOString() : undefined;
}

/**
 * The day, `YYYY-MM-DD`, that it is in a time zone at a moment: around midnight that of UTC is another. Throws a
 * RangeError for a time zone that there is not.
 */
export function daysIn(timeZone: string): (time: Date) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (time) => {
    const parts = format.formatToParts(time);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  };
}

/** The time of day, `HH:MM` of 24 hours, that it is in a time zone at a moment. */
export function hoursIn(timeZone: string): (time: Date) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (time) => format.format(time);
}

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;

/** The last millisecond, as ISO in UTC, of a day in the time zone of `dayOf`: no zone is off by less than a quarter. */
export function lastMomentOf(day: string, dayOf: (time: Date) => string): string {
  // It ends between these two in every zone.
  let [during, after] = [Date.parse(day) + 9 * HOUR_MS, Date.parse(day) + 37 * HOUR_MS];
  while (after - during > QUARTER_MS) {
    const middle = during + Math.floor((after - during) / QUARTER_MS / 2) * QUARTER_MS;
    if (dayOf(new Date(middle)) <= day) during = middle;
    else after = middle;
  }
  return new Date(after - 1).toISOString();
}
