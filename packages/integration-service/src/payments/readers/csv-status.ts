import { createHash } from 'node:crypto';
import type { StatusFormat } from '@interlink/contracts/payments/file-format';
import { unknownWord, type ReportedLine, type StatusReport } from './pain-002.js';
import { readDelimited } from './records.js';
import { zonedTime } from './times.js';
import { UnreadableMessage } from './xml.js';

type Column = StatusFormat['columns'][number];
type Row = ReadonlyMap<Column, string>;

/**
 * A status file in the columns of the format: titles, a row a payment, and the trailer with the number of rows. Its
 * words are those of ISO 20022 in the report, of the same rank as a pain.002 (2). Throws UnreadableMessage for a file of
 * several messages, and one that was cut off.
 */
export function readCsvStatus(format: StatusFormat, text: string): StatusReport {
  const records = readDelimited(text, { delimiter: format.delimiter, quotes: true });
  const [, ...body] = records;
  const last = body.pop();
  if (last?.[0] !== format.trailer || last.length !== 2) throw new UnreadableMessage('the trailer is missing');
  if (last[1] !== String(body.length) || body.length === 0) throw new UnreadableMessage('rows are missing');
  const rows = [records[0] ?? [], ...body].map((cells) => toRow(format, cells));
  const lines = rows.slice(1).map((row) => lineOf(format, row));
  return {
    // The bytes are the report's identity: it has no other.
    id: createHash('sha256').update(text).digest('hex').slice(0, 32),
    createdAt: lines.map(({ at = '' }) => at).reduce((newest, at) => (at > newest ? at : newest), ''),
    originalMessageId: messageOf(rows.slice(1)),
    lines,
  };
}

function toRow({ columns }: StatusFormat, cells: readonly string[]): Row {
  if (cells.length !== columns.length) throw new UnreadableMessage('a row with other cells');
  return new Map(columns.map((column, at) => [column, (cells[at] ?? '').trim()]));
}

function messageOf(rows: readonly Row[]): string {
  const [messageId, ...others] = new Set(rows.map((row) => row.get('messageId') ?? ''));
  if (!messageId || others.length > 0) throw new UnreadableMessage('not of one message');
  return messageId;
}

function lineOf({ statuses, reasons }: StatusFormat, row: Row): ReportedLine {
  const word = row.get('status') ?? '';
  // Of its own: a word such as `constructor` is in every object.
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  const reason = row.get('reason') || undefined;
  const ids = { instrId: idOf(row, 'instrId'), endToEndId: idOf(row, 'endToEndId'), uetr: idOf(row, 'uetr') };
  if (Object.values(ids).every((id) => id === undefined)) throw new UnreadableMessage('a row without an id');
  return {
    ...ids,
    ...(status === undefined ? unknownWord(word) : { status }),
    reason: reason !== undefined && Object.hasOwn(reasons, reason) ? reasons[reason] : reason,
    at: zonedTime(row.get('at') ?? ''),
    amount: row.get('amount') || undefined,
  };
}

function idOf(row: Row, column: 'endToEndId' | 'instrId' | 'uetr'): string | undefined {
  return row.get(column) || undefined;
}
