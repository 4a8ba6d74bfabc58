import type { FileField, FileFormat, LineField } from '@interlink/contracts/payments/file-format';
import { isPaymentText } from '../charset.js';
import type { PaymentLine } from '../line.js';
import { minorDigits } from '../../platform/minor-units.js';
import { sumOf, toDecimal } from '../money.js';
import type { CreditTransferFile } from './pain-001-001-09.js';

/** How a format writes numbers and days. */
export type CellStyle = Pick<FileFormat, 'dates' | 'decimals'>;

/** What a cell holds by its definition: a field, or a text that is always the same. */
export interface CellContent {
  readonly field?: FileField | LineField;
  readonly text?: string;
}

/** Where a record stands: in the file, and for a payment its place among the lines. */
export interface RecordPlace {
  readonly file: CreditTransferFile;
  readonly count: number;
  readonly totalMinor: number;
  readonly line?: PaymentLine;
  /** From 1. */
  readonly place?: number;
}

/** The lines' number and exact sum, as records repeat them. Throws for a line in another currency (I12). */
export function placeOf(file: CreditTransferFile, lines: readonly PaymentLine[]): RecordPlace {
  const amounts = lines.map(({ amountMinor: minor, currency }) => ({ minor, currency }));
  return { file, count: lines.length, totalMinor: sumOf(amounts, file.currency).minor };
}

/** The text of a cell before it is quoted or padded. Throws for what payments do not know: validation comes before. */
export function cellText({ field, text }: CellContent, style: CellStyle, place: RecordPlace): string {
  if (field === undefined) return text ?? '';
  const value = valueOf(field, style, place);
  if (!isPaymentText(value)) throw new RangeError(`${field} has characters that payments do not know`);
  return value;
}

const LINE_TEXTS = [
  ...['instrId', 'endToEndId', 'uetr', 'creditorAgent', 'account', 'payeeName', 'purpose', 'remittance'],
] as readonly Exclude<LineField, 'amount' | 'place'>[];

/** Whether a field speaks of one payment and has no meaning in a header or trailer. */
export function isLineField(field: FileField | LineField): field is LineField {
  return field === 'amount' || field === 'place' || (LINE_TEXTS as readonly string[]).includes(field);
}

function valueOf(field: FileField | LineField, style: CellStyle, place: RecordPlace): string {
  return isLineField(field) ? lineValue(field, style, place) : fileValue(field, style, place);
}

function lineValue(field: LineField, { decimals }: CellStyle, { line, place }: RecordPlace): string {
  if (!line) throw new RangeError(`${field} is of a payment`);
  if (field === 'place') return String(place ?? 0);
  return field === 'amount' ? writeMoney(line.amountMinor, line.currency, decimals) : line[field];
}

function fileValue(field: FileField, style: CellStyle, { file, count, totalMinor }: RecordPlace): string {
  switch (field) {
    case 'count':
      return String(count);
    case 'total':
      return writeMoney(totalMinor, file.currency, style.decimals);
    case 'executionDate':
      return writeDay(file.terms.executionDate, style.dates);
    case 'categoryPurpose':
    case 'chargeBearer':
    case 'serviceLevel':
      return file.terms[field];
    default:
      return file[field];
  }
}

function writeMoney(minor: number, currency: string, decimals: CellStyle['decimals']): string {
  const text = toDecimal({ minor, currency });
  if (decimals === 'minor') return String(minor);
  return decimals === 'comma' && minorDigits(currency) > 0 ? text.replace('.', ',') : text;
}

function writeDay(day: string, dates: CellStyle['dates']): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return dates.replace('YYYY', year).replace('MM', month).replace('DD', date);
}
