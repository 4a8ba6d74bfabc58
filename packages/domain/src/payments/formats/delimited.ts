import type { DelimitedFormat } from '@interlink/contracts/payments/file-format';
import { inFileOrder, type PaymentLine } from '../line.js';
import { cellText, placeOf, type CellContent, type RecordPlace } from './cells.js';
import type { CreditTransferFile } from './pain-001-001-09.js';

/**
 * The file as its definition says, a record a chunk, quoted as RFC 4180 does. Nothing is put before a text that a
 * spreadsheet would take for a formula: that is for what people open, and would change an account number. Throws
 * RangeError for a text outside the characters of payments and for a line in another currency.
 */
export function* delimited(
  format: DelimitedFormat,
  file: CreditTransferFile,
  lines: readonly PaymentLine[],
): Generator<string> {
  const end = format.newline === 'crlf' ? '\r\n' : '\n';
  const write = (cells: readonly string[]) => cells.map((text) => quoted(text, format)).join(format.delimiter) + end;
  const record = (cells: readonly CellContent[], place: RecordPlace) =>
    write(cells.map((cell) => cellText(cell, format, place)));
  const whole = placeOf(file, lines);
  if (format.header) yield record(format.header, whole);
  if (format.columns.some(({ title }) => title !== undefined))
    yield write(format.columns.map(({ title }) => title ?? ''));
  let place = 0;
  for (const line of inFileOrder(lines)) {
    place += 1;
    yield record(format.columns, { ...whole, line, place });
  }
  if (format.trailer) yield record(format.trailer, whole);
}

function quoted(text: string, { quote, delimiter }: DelimitedFormat): string {
  const isSpecial = text.includes(delimiter) || text.includes('"');
  if (quote === 'never' && isSpecial) throw new RangeError('a text holds what separates cells');
  return quote === 'always' || isSpecial ? `"${text.replaceAll('"', '""')}"` : text;
}
