import { pipeline, Readable } from 'node:stream';
import type { BulkFormat } from '@interlink/contracts/exchange/bulk';
import { columnsOf, fromCells, MAX_COLUMNS, type Column } from '@interlink/domain/exchange/bulk/csv';
import { exceedsLimits, messageLimits } from '@interlink/domain/interconnection/message-limits';
import { CsvError, parse } from 'csv-parse';
import { parseJson } from '../../platform/json.js';
import { FileRefused, type BulkLine } from './line.js';
import { readXmlLines } from './read-xml.js';

/**
 * The items of a file, one at a time, however large it is. A line that cannot be read is told as such and the next one
 * is read; throws FileRefused for what is not in UTF-8 or not of that format at all.
 */
export async function* readLines(format: BulkFormat, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<BulkLine> {
  const text = strictUtf8(chunks);
  let isEmpty = true;
  for await (const line of readers[format](text)) {
    isEmpty = false;
    yield line.fault === undefined && exceeds(line.value) ? { ...line, value: undefined, fault: TOO_MUCH } : line;
  }
  if (isEmpty) throw new FileRefused('empty');
}

const readers: Readonly<Record<BulkFormat, (text: AsyncIterable<string>) => AsyncGenerator<BulkLine>>> = {
  csv: readCsv,
  jsonl: readJsonLines,
  xml: readXmlLines,
};

const TOO_MUCH = 'the line is too long, too deep or has too many parts';
/** What one message may be, a line may be (S17). */
const exceeds = (value: unknown): boolean => isTooMuch(JSON.stringify(value) ?? '');
const isTooMuch = (text: string) =>
  text.length > messageLimits.bytes || exceedsLimits(text, messageLimits) !== undefined;

/** Bytes that are no UTF-8 end the reading instead of becoming question marks in people's names. */
async function* strictUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new FileRefused('not-utf8', { cause });
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<BulkLine> {
  let number = 0;
  for await (const line of splitLines(text)) {
    number += 1;
    if (line === TOO_LONG) yield { number, value: undefined, fault: TOO_MUCH };
    else if (line.trim() !== '') yield jsonLine(number, line);
  }
}

function jsonLine(number: number, line: string): BulkLine {
  if (isTooMuch(line)) return { number, value: undefined, fault: TOO_MUCH };
  const value = parseJson(line);
  return value === undefined ? { number, value, fault: 'the line is not JSON' } : { number, value };
}

const TOO_LONG = Symbol('a line longer than a message may be');

/** Lines without their ends; one that has no end keeps no more of itself in memory than a message may have. */
async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<string | typeof TOO_LONG> {
  let kept = '';
  let isLong = false;
  for await (const piece of text) {
    const lines = piece.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield isLong ? TOO_LONG : (kept + line).replace(/\r$/, '');
      [kept, isLong] = ['', false];
    }
    kept = isLong ? '' : kept + last;
    if (kept.length > messageLimits.bytes) [kept, isLong] = ['', true];
  }
  if (isLong) yield TOO_LONG;
  else if (kept !== '') yield kept;
}

async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<BulkLine> {
  const parser = parse({
    ...{ bom: true, skip_empty_lines: true, relax_column_count: true },
    max_record_size: messageLimits.bytes,
  });
  const rows = pipeline(Readable.from(text), parser, () => undefined);
  let columns: readonly Column[] | undefined;
  let number = 0;
  try {
    for await (const cells of rows as AsyncIterable<string[]>) {
      if (!columns) {
        columns = headingsIn(cells);
        continue;
      }
      number += 1;
      yield csvRow(number, columns, cells);
    }
  } catch (thrown) {
    throw thrown instanceof CsvError ? new FileRefused('not-csv', { cause: thrown }) : thrown;
  }
}

function headingsIn(cells: readonly string[]): readonly Column[] {
  if (cells.length > MAX_COLUMNS) throw new FileRefused('too-many-columns');
  const columns = columnsOf(cells);
  if (!columns) throw new FileRefused('not-csv');
  return columns;
}

function csvRow(number: number, columns: readonly Column[], cells: readonly string[]): BulkLine {
  if (cells.length !== columns.length) return { number, value: undefined, fault: 'the row has other columns' };
  const read = fromCells(columns, cells);
  return 'fault' in read ? { number, value: undefined, fault: read.fault } : { number, value: read.value };
}
