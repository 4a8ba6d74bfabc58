import { MOST_SPREADSHEET_BYTES } from '@interlink/contracts/social-registry/upload';
import { FileRefused, type FileRow } from '../file-row.js';
import { openArchive, unreadable } from './archive.js';
import { sheetListener } from './read-sheet.js';
import { readXml } from './read-xml.js';
import { readWorkbook } from './workbook.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** What an XLS of old begins with, and any file of the same family that is locked with a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** By the first bytes: a name can say anything. */
export const isSpreadsheet = (first: Buffer): boolean => [ZIP, COMPOUND].some((magic) => begins(first, magic));

const begins = (bytes: Buffer, magic: Buffer) => bytes.subarray(0, magic.length).equals(magic);

/**
 * The rows of the first sheet that is not hidden, one at a time; days as YYYY-MM-DD. A formula is never computed nor
 * its kept result believed. Throws `FileRefused` for what is too large, locked, has macros or cannot be read.
 */
export async function* readSpreadsheet(
  chunks: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<FileRow> {
  const bytes = await gather(chunks);
  if (begins(bytes, COMPOUND)) throw new FileRefused('spreadsheet-protected');
  const archive = await openArchive(bytes);
  const book = await readWorkbook(archive);
  const size = archive.sizeOf(book.sheet);
  const part = await archive.open(book.sheet).catch((thrown: unknown) => {
    throw unreadable(thrown);
  });
  const tell = (unpacked: number) => onBytes(Math.floor((bytes.length * Math.min(unpacked, size)) / Math.max(size, 1)));
  yield* readXml<FileRow>(counted(part, tell), (emit) => sheetListener(book, emit));
}

async function* counted(part: AsyncIterable<Buffer>, tell: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of part) {
    tell((bytes += chunk.length));
    yield chunk;
  }
}

async function gather(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_SPREADSHEET_BYTES)
      throw new FileRefused('spreadsheet-too-large', [`${MOST_SPREADSHEET_BYTES / 1_048_576} MiB`]);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
