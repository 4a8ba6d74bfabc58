import { pipeline, Readable, Transform } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { FileRefused, type FileRow } from './file-row.js';

const MAX_RECORD = 65_536;

/** What stands before a row, counted as a spreadsheet counts rows: a line end inside a cell is none. */
interface CsvRecord {
  readonly record: string[];
  readonly info: { readonly records: number; readonly empty_lines: number };
}

/** The rows of a CSV in UTF-8, one at a time, however large it is. Throws `FileRefused` for what is none. */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<FileRow> {
  const parser = parse({
    info: true,
    bom: true,
    max_record_size: MAX_RECORD,
    skip_empty_lines: true,
    relax_column_count: false,
  });
  const source = pipeline(Readable.from(chunks), strictUtf8(onBytes), parser, () => undefined);
  try {
    for await (const { record: cells, info } of source as AsyncIterable<CsvRecord>) {
      yield { number: info.records + info.empty_lines, cells };
    }
  } catch (thrown) {
    throw thrown instanceof CsvError ? new FileRefused('not-csv', [placeOf(thrown)], { cause: thrown }) : thrown;
  }
}

const placeOf = ({ code }: CsvError): string => String(code);

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
