import { isDay, toUtc } from '@interlink/domain/platform/times';
import { CliError } from './cli-error.js';

/** A whole number as it was typed, in digits alone: what is empty, rounded or a word is no count and no money. */
export function wholeNumber(option: string, text: string, least = 0): number {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number) || number < least)
    throw new CliError(`${option} is a whole number of at least ${least}; ${JSON.stringify(text)} is none.`, 2);
  return number;
}

/** A day that the calendar has. */
export function calendarDay(option: string, text: string): string {
  if (!isDay(text)) throw new CliError(`${option} is a day as 2026-12-31; ${JSON.stringify(text)} is none.`, 2);
  return text;
}

/** A time with its zone, as ISO in UTC. */
export function zonedTime(text: string): string {
  const time = toUtc(text);
  if (time === undefined) throw new CliError(`${text} is not a time; give one as 2026-12-31T08:00:00Z.`, 2);
  return time;
}
