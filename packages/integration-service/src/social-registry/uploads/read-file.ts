import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { UploadRefusal } from '@interlink/contracts/social-registry/upload';
import {
  headerProblem,
  HOUSEHOLD_COLUMN,
  readHousehold,
  type ReadHousehold,
  type Row,
} from '@interlink/domain/social-registry/template';
import { CsvError, parse } from 'csv-parse';

/** The file as a whole cannot be read. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  constructor(
    readonly reason: UploadRefusal,
    readonly details: readonly string[] = [],
    options?: { cause?: unknown },
  ) {
    super(reason, options);
  }
}

const MAX_RECORD = 65_536;

/** What stands before a row, counted as a spreadsheet counts rows: a line end inside a cell is none. */
interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly records: number; readonly empty_lines: number };
}

/**
 * SR-020: the households of a file, one at a time, however large it is. Throws `FileRefused` for what is no CSV in UTF-8
 * or has other columns. `onBytes` is told how far the reading is.
 */
export async function* readHouseholds(
  chunks: AsyncIterable<Buffer>,
  questionnaire: Questionnaire,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<ReadHousehold> {
  const parser = parse({
    info: true,
    bom: true,
    max_record_size: MAX_RECORD,
    skip_empty_lines: true,
    relax_column_count: false,
  });
  const source = pipeline(Readable.from(chunks), strictUtf8(onBytes), parser, () => undefined);
  let header: readonly string[] | undefined;
  let rows: Row[] = [];
  try {
    for await (const { record: cells, info } of source as AsyncIterable<CsvRecord>) {
      if (!header) {
        header = cells;
        checkHeader(questionnaire, header);
        continue;
      }
      const row = toRow(header, cells, info.records + info.empty_lines);
      if (rows[0] && keyOf(rows[0]) !== keyOf(row)) {
        yield readHousehold(questionnaire, keyOf(rows[0]), rows);
        rows = [];
      }
      rows.push(row);
    }
  } catch (thrown) {
    throw thrown instanceof CsvError ? new FileRefused('not-csv', [placeOf(thrown)], { cause: thrown }) : thrown;
  }
  if (!rows[0]) throw new FileRefused('empty');
  yield readHousehold(questionnaire, keyOf(rows[0]), rows);
}

const keyOf = ({ cells }: Row): string => (cells[HOUSEHOLD_COLUMN] ?? '').trim();
const placeOf = ({ code }: CsvError): string => String(code);

function toRow(header: readonly string[], cells: readonly string[], number: number): Row {
  return { number, cells: Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])) };
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

/** Passes text on; bytes that are no UTF-8 end the reading instead of becoming question marks in people's names. */
function strictUtf8(onBytes: (bytes: number) => void): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new FileRefused('not-utf8', [], { cause });
    }
  };
  const step = (done: (error?: Error | null, data?: unknown) => void, chunk?: Buffer) => {
    try {
      bytes += chunk?.length ?? 0;
      onBytes(bytes);
      done(null, decode(chunk));
    } catch (thrown) {
      done(thrown as Error);
    }
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => step(done, chunk),
    flush: (done) => step(done),
  });
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
