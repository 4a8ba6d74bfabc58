import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BeginUpload } from '@interlink/contracts/social-registry/upload';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { ReadHousehold } from '@interlink/domain/social-registry/template';
import { Check } from 'typebox/value';
import { FileRefused } from '../../src/social-registry/uploads/file-row.js';
import { checkedBytes, readHouseholds, type Listening } from '../../src/social-registry/uploads/read-file.js';
import { COLUMNS, csv, csvRow } from './kit.js';
import { bookOfRows } from './spreadsheet-kit.js';

const folder = path.resolve(__dirname, '../../../../openimis-config/development/questionnaires');
const file = readdirSync(folder).find((name) => name.startsWith('household')) ?? '';
const questionnaire = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Questionnaire;

async function* parts(...chunks: readonly (Buffer | string)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function read(chunks: AsyncIterable<Buffer>, listening?: Listening): Promise<ReadHousehold[]> {
  const found: ReadHousehold[] = [];
  for await (const household of readHouseholds(chunks, questionnaire, listening)) found.push(household);
  return found;
}

const refusalOf = (...chunks: readonly (Buffer | string)[]) =>
  read(parts(...chunks)).then(
    () => 'not refused',
    (thrown: unknown) => (thrown instanceof FileRefused ? thrown.reason : thrown),
  );

describe('a file of households', () => {
  it('SR-020: gives the same households as CSV and as XLSX', async () => {
    const rows = [csvRow('H1'), csvRow('H1', { given_name: 'Juma', relationship: 'spouse' }), csvRow('H2')];
    const fromCsv = await read(parts(csv(...rows)));
    expect(fromCsv.map(({ key, rows: numbers }) => [key, numbers])).toEqual([
      ['H1', [2, 3]],
      ['H2', [4]],
    ]);
    expect(await read(parts(bookOfRows(...rows)))).toEqual(fromCsv);
  });

  it('SR-020: is the same wherever it was cut into parts, in the middle of a letter too', async () => {
    const bytes = Buffer.from(csv(csvRow('H1', { surname: 'Þórðardóttir نجاة' }), csvRow('H2')));
    const whole = await read(parts(bytes));
    for (let at = 1; at < bytes.length; at += 7) {
      expect(await read(parts(bytes.subarray(0, at), bytes.subarray(at)))).toEqual(whole);
    }
  });

  it('SR-020: is read as it is asked for, so that two gigabytes need no more memory than two rows', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${COLUMNS}\r\n`);
      for (;;) yield Buffer.from(`${Array.from({ length: 50 }, () => csvRow(`H${(given += 1)}`)).join('\r\n')}\r\n`);
    }
    const households = readHouseholds(endless(), questionnaire);
    for (let at = 0; at < 100; at += 1) await households.next();
    expect(given).toBeLessThan(5000);
    await households.return(undefined);
  });

  it('SR-020: tells its columns and how far the reading is', async () => {
    const told: number[] = [];
    let header: readonly string[] = [];
    const bytes = Buffer.from(csv(csvRow('H1')));
    await read(parts(bytes), { onBytes: (at) => told.push(at), onHeader: (names) => (header = names) });
    expect(header).toEqual(COLUMNS.split(','));
    expect(told.at(-1)).toBe(bytes.length);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['another separator', csv(csvRow('H1')).replaceAll(',', ';'), 'columns-differ'],
    ['the columns of a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'not-utf8'],
    ['letters of UTF-16', Buffer.from(`\ufeff${csv(csvRow('H1'))}`, 'utf16le'), 'not-utf8'],
    ['letters of Latin-1', Buffer.from(csv(csvRow('H1', { surname: 'José' })), 'latin1'), 'not-utf8'],
    ['a letter that is cut off at the end', Buffer.from(`${csv(csvRow('H1'))}é`).subarray(0, -1), 'not-utf8'],
    ['a quote in the middle of a cell', csv(csvRow('H1', { surname: 'O"Brien' })), 'not-csv'],
    ['a quote that never ends', csv(csvRow('H1', { surname: '"Otieno' })), 'not-csv'],
    ['a row of more cells', csv(`${csvRow('H1')},more`), 'not-csv'],
    ['ten thousand columns', `${'x,'.repeat(10_000)}y\n`, 'columns-differ'],
    ['a cell of a million letters', csv(csvRow('H1', { address: 'x'.repeat(1_000_000) })), 'not-csv'],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>\n', 'columns-differ'],
  ])('S17: of %s is refused as a whole', async (_what, bytes, refusal) => {
    expect(await refusalOf(bytes)).toBe(refusal);
  });

  it.each([['=1+1'], ['+A1'], ['-2+3'], ['@SUM(A1)'], ['=cmd|calc'], ['\t=1']])(
    'S17: holds the formula %j as the text that it is, for the check to refuse where it is no answer',
    async (text) => {
      const [household] = await read(parts(csv(csvRow('H1', { national_id: text, given_name: text }))));
      expect(household?.members[0]).toMatchObject({ given_name: text.trim(), national_id: text.trim() });
    },
  );

  it('S17: whose bytes are others than were declared is refused at its end', async () => {
    const take = async () => {
      for await (const chunk of checkedBytes(parts('a', 'b'), '0'.repeat(64))) expect(chunk).toHaveLength(1);
    };
    await expect(take()).rejects.toMatchObject({ reason: 'bytes-differ' });
  });

  it('S17: of more than two gigabytes, or with a name that leads elsewhere, is not begun', () => {
    const begin = { fileName: 'a.xlsx', size: 2_000_000_000, sha256: 'a'.repeat(64), questionnaire: 'household' };
    const isTaken = (over: object) => Check(BeginUpload, { ...begin, mostProblemPercent: 0, ...over });
    expect(isTaken({})).toBe(true);
    expect(
      [{ size: 2_000_000_001 }, { size: 0 }, { fileName: '../a.csv' }, { fileName: 'a\u0000' }].map(isTaken),
    ).toEqual([false, false, false, false]);
  });
});
