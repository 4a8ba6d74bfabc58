import { createHash } from 'node:crypto';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { lettersOf } from '@interlink/domain/social-registry/spreadsheet';
import {
  headerProblem,
  HOUSEHOLD_COLUMN,
  readHousehold,
  type ReadHousehold,
  type Row,
} from '@interlink/domain/social-registry/template';
import { FileRefused, type FileRow } from './file-row.js';
import { readCsv } from './read-csv.js';
import { isSpreadsheet, readSpreadsheet } from './spreadsheet/read-spreadsheet.js';

/** Who wants to know on the way. */
export interface Listening {
  /** How far the reading is, in bytes of the file. */
  readonly onBytes?: (bytes: number) => void;
  readonly onHeader?: (header: readonly string[]) => void;
}

/**
 * SR-020: the households of a file, one at a time. A CSV may be of any size, an XLSX only so large that it fits. What
 * the file is is told by its first bytes, never by its name. Throws `FileRefused` for what is neither or has other
 * columns.
 */
export async function* readHouseholds(
  chunks: AsyncIterable<Buffer>,
  questionnaire: Questionnaire,
  { onBytes = () => undefined, onHeader = () => undefined }: Listening = {},
): AsyncGenerator<ReadHousehold> {
  let header: readonly string[] | undefined;
  let rows: Row[] = [];
  for await (const fileRow of rowsOf(chunks, onBytes)) {
    if (!header) {
      header = fileRow.cells;
      checkHeader(questionnaire, header);
      onHeader(header);
      continue;
    }
    const row = toRow(header, fileRow);
    if (rows[0] && keyOf(rows[0]) !== keyOf(row)) {
      yield readHousehold(questionnaire, keyOf(rows[0]), rows);
      rows = [];
    }
    rows.push(row);
  }
  if (!rows[0]) throw new FileRefused('empty');
  yield readHousehold(questionnaire, keyOf(rows[0]), rows);
}

async function* rowsOf(chunks: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<FileRow> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = again(first.value, iterator);
  yield* isSpreadsheet(first.value) ? readSpreadsheet(all, onBytes) : readCsv(all, onBytes);
}

async function* again(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const keyOf = ({ cells }: Row): string => (cells[HOUSEHOLD_COLUMN] ?? '').trim();

function toRow(header: readonly string[], { number, cells, poisoned }: FileRow): Row {
  const named = Object.fromEntries(header.map((column, at) => [column, cells[at] ?? '']));
  if (!poisoned) return { number, cells: named };
  return {
    number,
    cells: named,
    poisoned: poisoned.map(({ at, code }) => ({ column: header[at] ?? lettersOf(at), code })),
  };
}

const MOST_NAMED = 20;

function checkHeader(questionnaire: Questionnaire, header: readonly string[]): void {
  const problem = headerProblem(questionnaire, header);
  if (!problem) return;
  const named = (what: string, columns: readonly string[]) =>
    columns.slice(0, MOST_NAMED).map((column) => `${what} ${column.slice(0, 60)}`);
  throw new FileRefused('columns-differ', [
    ...named('missing', problem.missing),
    ...named('unknown', problem.unknown),
    ...named('twice', problem.twice),
  ]);
}

/** Passes the bytes on and compares them with what the sender declared. Throws `bytes-differ` at the end. */
export async function* checkedBytes(chunks: AsyncIterable<Buffer>, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== sha256) throw new FileRefused('bytes-differ');
}
