import type { BirthDate } from '@interlink/contracts/enrolment/states';

/**
 * Reads YYYY, YYYY-MM, YYYY-MM-DD, or a date-time with or without zone, of which the date part counts (D, row 4').
 * Unknown parts become the latest possible; undefined for anything else, such as 31 February.
 */
export function toPartialDate(text: string): BirthDate | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/.exec(text.trim());
  const [, year, month, day] = found ?? [];
  // No calendar and no database has a year 0.
  if (year === undefined || year === '0000') return undefined;
  if (month === undefined) return { date: `${year}-12-31`, precision: 'year' };
  const last = daysInMonth(Number(year), Number(month));
  if (last === undefined) return undefined;
  if (day === undefined) return { date: `${year}-${month}-${String(last).padStart(2, '0')}`, precision: 'month' };
  return Number(day) >= 1 && Number(day) <= last ? { date: `${year}-${month}-${day}`, precision: 'day' } : undefined;
}

/** As much of a date as is known: YYYY, YYYY-MM or YYYY-MM-DD. */
export function knownPart({ date, precision }: BirthDate): string {
  return date.slice(0, { year: 4, month: 7, day: 10 }[precision]);
}

function daysInMonth(year: number, month: number): number | undefined {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}
