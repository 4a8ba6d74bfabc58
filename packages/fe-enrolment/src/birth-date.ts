import type { BirthDate } from '@interlink/contracts/enrolment/states';

/**
 * Reads what an officer types: YYYY, YYYY-MM or YYYY-MM-DD. Unknown parts become the latest possible (D, row 4'), so
 * that nobody is enrolled too early. Undefined for anything else, such as 31 February.
 */
export function toBirthDate(typed: string): BirthDate | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(typed.trim());
  const [, year, month, day] = found ?? [];
  if (year === undefined) return undefined;
  if (month === undefined) return { date: `${year}-12-31`, precision: 'year' };
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  // Day 0 of the next month is the last of this one.
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (day === undefined) return { date: `${year}-${month}-${last}`, precision: 'month' };
  return Number(day) >= 1 && Number(day) <= last ? { date: `${year}-${month}-${day}`, precision: 'day' } : undefined;
}
