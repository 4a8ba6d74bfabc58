import type { FixedCell, FixedWidthFormat } from '@interlink/contracts/payments/file-format';
import { inFileOrder, type PaymentLine } from '../line.js';
import { cellText, placeOf, type RecordPlace } from './cells.js';
import type { CreditTransferFile } from './pain-001-001-09.js';

/**
 * The file as its definition says, a record a chunk. Throws RangeError for a text that is longer than its cell, is
 * outside the characters of payments, or for a line in another currency: nothing is ever cut here.
 */
export function* fixedWidth(
  format: FixedWidthFormat,
  file: CreditTransferFile,
  lines: readonly PaymentLine[],
): Generator<string> {
  const end = format.newline === 'crlf' ? '\r\n' : '\n';
  const record = (cells: readonly FixedCell[], place: RecordPlace) =>
    cells.map((cell) => padded(cellText(cell, format, place), cell)).join('') + end;
  const whole = placeOf(file, lines);
  if (format.header) yield record(format.header, whole);
  let place = 0;
  for (const line of inFileOrder(lines)) {
    place += 1;
    yield record(format.columns, { ...whole, line, place });
  }
  if (format.trailer) yield record(format.trailer, whole);
}

function padded(text: string, { width, align, pad, field }: FixedCell): string {
  if (text.length > width) throw new RangeError(`${field ?? 'a text'} is longer than its cell`);
  return align === 'left' ? text.padEnd(width, pad) : text.padStart(width, pad);
}
