import { CsvError, parse, type Options } from 'csv-parse/sync';
import { UnreadableMessage } from './xml.js';

/** Longest record, and most records, of a file that is read whole: nothing of a bank comes near them (S17). */
const MAX_RECORD = 16_384;
export const MAX_RECORDS = 2_000_000;

export interface Delimiters {
  readonly delimiter: string;
  /** False: no text is in quotes, and a quotation mark is a letter like others. */
  readonly quotes: boolean;
}

/**
 * The cells of each record. The last record ends with a line end: without it the file was cut off. Throws
 * UnreadableMessage.
 */
export function readDelimited(text: string, { delimiter, quotes }: Delimiters): readonly (readonly string[])[] {
  refuseCut(text);
  const options: Options = {
    delimiter,
    quote: quotes ? '"' : false,
    bom: true,
    max_record_size: MAX_RECORD,
    // Header and trailer have cells of their own; who reads the records counts them.
    relax_column_count: true,
    to: MAX_RECORDS + 1,
  };
  try {
    const records = parse(text, options) as string[][];
    if (records.length > MAX_RECORDS) throw new UnreadableMessage('too many records');
    return records;
  } catch (thrown) {
    throw thrown instanceof CsvError ? new UnreadableMessage('not delimited', { cause: thrown }) : thrown;
  }
}

/** Each record without its line end; every one ends in the same way. Throws UnreadableMessage. */
export function readLines(text: string, newline: 'crlf' | 'lf'): readonly string[] {
  refuseCut(text);
  const end = newline === 'crlf' ? '\r\n' : '\n';
  const records = text.split(end);
  // What follows the last line end is nothing.
  if (records.pop() !== '') throw new UnreadableMessage('the last record is cut off');
  if (records.length > MAX_RECORDS) throw new UnreadableMessage('too many records');
  if (records.some((record) => /[\r\n]/.test(record))) throw new UnreadableMessage('line ends of two kinds');
  return records;
}

function refuseCut(text: string): void {
  if (text === '') throw new UnreadableMessage('empty');
  if (!text.endsWith('\n')) throw new UnreadableMessage('the last record is cut off');
}
