const DAY_MS = 86_400_000;

/** When a bank works: days of the week (0 = Sunday) without its holidays (`YYYY-MM-DD`). */
export interface BankCalendar {
  readonly bankDays: readonly number[];
  readonly holidays: readonly string[];
}

export function isBankDay(date: string, { bankDays, holidays }: BankCalendar): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && bankDays.includes(new Date(time).getUTCDay()) && !holidays.includes(date);
}

/** A moment where the deployment is: `YYYY-MM-DD`, and `HH:MM` of 24 hours. */
export interface LocalTime {
  readonly day: string;
  readonly hour: string;
}

/** The day as which something counts that leaves now: from the other side's cut-off on, as the day after. */
export function dayOfReceipt({ day, hour }: LocalTime, cutOff: string | undefined): string {
  if (cutOff === undefined || hour < cutOff) return day;
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

/**
 * The bank day that is `days` bank days after this date; 0 = the date itself or the next bank day. Throws for no date.
 */
export function bankDayAfter(date: string, days: number, calendar: BankCalendar): string {
  let day = Date.parse(date);
  if (Number.isNaN(day)) throw new RangeError('not a date');
  for (let left = days, tries = 0; tries < 4000; tries += 1, day += DAY_MS) {
    const text = new Date(day).toISOString().slice(0, 10);
    if (!isBankDay(text, calendar)) continue;
    if (left === 0) return text;
    left -= 1;
  }
  throw new RangeError('the calendar has no bank days');
}

/** Bank days after the first date up to and with the second; 0 when it is not later. */
export function bankDaysBetween(from: string, to: string, calendar: BankCalendar): number {
  let count = 0;
  for (let day = Date.parse(from) + DAY_MS; day <= Date.parse(to); day += DAY_MS) {
    if (isBankDay(new Date(day).toISOString().slice(0, 10), calendar)) count += 1;
  }
  return count;
}
