const DAY_MS = 86_400_000;

/** Days, MM-DD, on which this bank books nothing. */
const HOLIDAYS: ReadonlySet<string> = new Set(['01-01', '05-01', '12-25', '12-26']);

/** Days are `YYYY-MM-DD`. */
export function isBankDay(day: string): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday > 0 && weekday < 6 && !HOLIDAYS.has(day.slice(5));
}

/** The day itself, or the next on which the bank works. */
export function bankDayFrom(day: string): string {
  return isBankDay(day) ? day : bankDayFrom(moveDay(day, 1));
}

/** Whether the calendar has the day: one that it has not would stand in the books for ever. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** So many bank days later; earlier when negative. */
export function bankDayAfter(day: string, days: number): string {
  const step = Math.sign(days);
  let at = day;
  for (let left = Math.abs(days); left > 0;) {
    at = moveDay(at, step);
    if (isBankDay(at)) left -= 1;
  }
  return at;
}

/** Calendar days. */
export function moveDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
