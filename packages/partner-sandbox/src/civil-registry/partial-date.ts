/** The days that a date may be: a year alone is any day of it. Undefined when it is no date. */
export function daysOf(text: string): { readonly first: string; readonly last: string } | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/.exec(text);
  if (!found) return undefined;
  const [, year = '', month, day] = found;
  if (!isOfTheCalendar(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  if (day !== undefined) return { first: `${year}-${month}-${day}`, last: `${year}-${month}-${day}` };
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { first: `${year}-${month}-01`, last: `${year}-${month}-${lastDay}` };
}

/** A 31st of June is no day: a filter by it would find whoever was born about then. */
function isOfTheCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
