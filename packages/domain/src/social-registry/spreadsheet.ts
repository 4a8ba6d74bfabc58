const LETTERS = 26;
const FIRST_LETTER = 65;

/** The letters of a column of a spreadsheet: 0 is `A`, 26 is `AA`. */
export function lettersOf(at: number): string {
  const last = String.fromCodePoint(FIRST_LETTER + (at % LETTERS));
  return at < LETTERS ? last : lettersOf(Math.floor(at / LETTERS) - 1) + last;
}

/** The column of an address as `AB12`, from 0; undefined for what is no address of a sheet. */
export function columnOfAddress(address: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(address)?.[1];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * LETTERS + (letter.codePointAt(0) ?? 0) - FIRST_LETTER + 1, 0) - 1;
}

/**
 * Where a cell stands, as a spreadsheet names it (`D4`). A column that has no title is known by its letters, which is
 * what `column` then is.
 */
export function addressOf(
  header: readonly string[],
  { row, column }: { readonly row: number; readonly column: string },
) {
  const at = header.indexOf(column);
  return `${at === -1 ? column : lettersOf(at)}${row}`;
}

const DAY = 86_400_000;
/** Days between the two calendars of spreadsheets. */
const CALENDARS_APART = 1462;
/** The day 60 of the older calendar is the 29th of February 1900, which never was. */
const NEVER_WAS = 60;

/**
 * A day counted as spreadsheets count, as YYYY-MM-DD; with a time of day as an ISO time. Undefined for no day at all.
 */
export function dayOfSerial(serial: number, since1904 = false): string | undefined {
  const days = since1904 ? serial + CALENDARS_APART : serial;
  const isNever = days >= NEVER_WAS && days < NEVER_WAS + 1;
  if (!(days >= 1 && days < 2_958_466) || isNever) return undefined;
  const shifted = days < NEVER_WAS ? days + 1 : days;
  const time = new Date(Math.round((shifted - 25_569) * 86_400) * 1000);
  return time.getTime() % DAY === 0 ? time.toISOString().slice(0, 10) : time.toISOString().slice(0, 19);
}

/** Whether a number in a cell of days is more likely a year that somebody typed (1900 to 2100) than a day of 1905. */
export const isLikeYear = (serial: number): boolean => Number.isInteger(serial) && serial >= 1900 && serial <= 2100;

/** Formats that spreadsheets have without a code, and that show a day. */
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [34, 36],
  [50, 54],
  [57, 58],
];

/** Whether a number of this format is shown as a day; `code` as `dd/mm/yyyy` where the file defines one. */
export function showsDay(formatId: number, code?: string): boolean {
  if (code === undefined) return BUILT_IN.some(([from, to]) => formatId >= from && formatId <= to);
  const [first = ''] = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '').split(';');
  return /[dy]/i.test(first);
}

/** Spreadsheets keep fifteen digits of a number; what an identifier had beyond is lost. */
const MOST_DIGITS = 15;

/**
 * A number of a cell as a person reads it there: without an exponent, with the zeros in front that a format as `0000`
 * shows. Undefined when digits of it are lost.
 */
export function textOfNumber(value: number, code = ''): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (!Number.isInteger(value)) return plain(value);
  if (Math.abs(value) >= 10 ** MOST_DIGITS) return undefined;
  return /^0+$/.test(code) && value >= 0 ? String(value).padStart(code.length, '0') : String(value);
}

const plain = (value: number): string => (Math.abs(value) < 1e-6 ? value.toFixed(MOST_DIGITS) : String(value));
