import { CliError } from './cli-error.js';

/** A whole number as it was typed, in digits alone: what is empty, rounded or a word is no count and no money. */
export function wholeNumber(option: string, text: string, least = 0): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < least)
    throw new CliError(`${option} is a whole number of at least ${least}; ${JSON.stringify(text)} is none.`, 2);
  return number;
}

const TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A time with its zone, as ISO in UTC: one without is another time for whoever reads along. */
export function zonedTime(text: string): string {
  const [, day = ''] = TIME.exec(text) ?? [];
  const [date, time] = [Date.parse(day), Date.parse(text)];
  // The parser makes of the 31st of June the first of July.
  const isDay = !Number.isNaN(date) && new Date(date).toISOString().startsWith(day);
  if (day === '' || !isDay || Number.isNaN(time))
    throw new CliError(`${text} is not a time; give one as 2026-12-31T08:00:00Z.`, 2);
  return new Date(time).toISOString();
}
