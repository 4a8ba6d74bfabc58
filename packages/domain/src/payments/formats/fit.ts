import type { FileFormat } from '@interlink/contracts/payments/file-format';
import type { ExclusionReason } from '../check-line.js';
import type { PaymentLine } from '../line.js';
import { cellText, isLineField, type RecordPlace } from './cells.js';
import type { CreditTransferFile } from './pain-001-001-09.js';

export type SentTexts = Pick<PaymentLine, 'payeeName' | 'remittance'>;

/** Name and remittance as this format sends them: what is hashed and approved is what the other side reads (A1.5). */
export function fitTexts(format: FileFormat, { payeeName, remittance }: SentTexts): SentTexts {
  const inLetters = (text: string) => (format.letters === 'upper' ? text.toUpperCase() : text);
  const room = Math.min(...format.columns.filter(({ field }) => field === 'payeeName').map(roomOf), Infinity);
  const name = inLetters(payeeName);
  return { payeeName: Number.isFinite(room) ? name.slice(0, room).trim() : name, remittance: inLetters(remittance) };
}

/** Why the other side cannot take a payment in this format; undefined when it can. */
export function refuseForFormat(
  format: FileFormat,
  file: CreditTransferFile,
  line: PaymentLine,
): ExclusionReason | undefined {
  const { wallet } = format;
  if (wallet && line.amountMinor > wallet.maxTransferMinor) return 'over-wallet-limit';
  const place = { file, count: 1, totalMinor: line.amountMinor, line, place: 1 };
  return format.columns.every((cell) => fits(format, cell, place)) ? undefined : 'text-not-writable';
}

/** Whether what all lines share has room in header, records and trailer. */
export function headFits(format: FileFormat, file: CreditTransferFile): boolean {
  const place = { file, count: 1, totalMinor: 0 };
  const shared = format.columns.filter(({ field }) => field === undefined || !isLineField(field));
  return [...(format.header ?? []), ...shared, ...(format.trailer ?? [])].every((cell) => fits(format, cell, place));
}

/** Characters of a cell; without end when nobody limits them. */
export function roomOf(cell: { readonly width?: number; readonly maxLength?: number }): number {
  return cell.width ?? cell.maxLength ?? Infinity;
}

function fits(format: FileFormat, cell: FileFormat['columns'][number], place: RecordPlace): boolean {
  const text = cellText(cell, format, place);
  if (text.length > roomOf(cell)) return false;
  return format.kind === 'fixed-width' || format.quote !== 'never' || !text.includes(format.delimiter);
}
