import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { readHouseholds } from '../../src/social-registry/uploads/read-file.js';
import { FileCheck } from '../../src/social-registry/uploads/check.js';
import { csv, csvRow } from './kit.js';

const folder = path.resolve(__dirname, '../../../../openimis-config/development/questionnaires');
const file = readdirSync(folder).find((name) => name.startsWith('household')) ?? '';
const questionnaire = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Questionnaire;

const place = (districtId: string) => ({ locationId: districtId, districtId });
const VILLAGES = new Map([
  ['R1D1W1V1', place('d1')],
  ['R2D1W1V1', place('d2')],
]);

/** Every problem of a file of these rows, as `row column code`. */
async function problemsOf(...rows: readonly string[]): Promise<string[]> {
  const blind = (value: string) => `hash of ${value}`;
  const check = new FileCheck(questionnaire, '2026-11-25', blind, VILLAGES, ['d1']);
  async function* bytes() {
    yield Buffer.from(csv(...rows));
  }
  const found: string[] = [];
  for await (const household of readHouseholds(bytes(), questionnaire)) {
    found.push(...check.problemsOf(household).map(({ row, column, code }) => `${row} ${column} ${code}`));
  }
  return found;
}

describe('SR-020: the check of an uploaded file', () => {
  it('finds nothing in what can be loaded', async () => {
    expect(await problemsOf(csvRow('H1'), csvRow('H1', { relationship: 'spouse' }), csvRow('H2'))).toEqual([]);
  });

  it('names one person who is there twice, in one household or two, whatever the case of the number', async () => {
    const rows = ['ab123456', 'AB123456', 'ab123457'].map((number, at) => csvRow(`H${at}`, { national_id: number }));
    expect(await problemsOf(...rows)).toContain('3 national_id duplicate');
    expect((await problemsOf(...rows)).filter((one) => one.includes('duplicate'))).toHaveLength(1);
  });

  it('does not take people without a number for one person', async () => {
    expect(await problemsOf(csvRow('H1', { national_id: '' }), csvRow('H2', { national_id: '  ' }))).toEqual([]);
  });

  it('names a household whose rows do not stand together, once for each time that it comes again', async () => {
    const found = await problemsOf(csvRow('H1'), csvRow('H2'), csvRow('H1'), csvRow('H2'));
    expect(found).toEqual(['4 household household-split', '5 household household-split']);
  });

  it('takes a key with blanks around it for the same key', async () => {
    expect(await problemsOf(csvRow('H1'), csvRow(' H1 ', { relationship: 'spouse' }))).toEqual([]);
  });

  it('names a row without a household', async () => {
    expect(await problemsOf(csvRow('H1'), csvRow(' '))).toEqual(['3 household no-household']);
  });

  it('names a village that there is not: nobody would see the household', async () => {
    expect(await problemsOf(csvRow('H1', { village: 'R9' }))).toEqual(['2 village unknown-village']);
    // S2
    expect(await problemsOf(csvRow('H1', { village: 'R2D1W1V1' }))).toEqual(['2 village foreign-village']);
  });

  it.each([
    ['a birthday that never was', { birth_date: '1950-02-30' }, 'birth_date no-date'],
    ['a birthday to come', { birth_date: '2026-11-26' }, 'birth_date date-in-future'],
    ['a word for a number', { rooms: 'two' }, 'rooms no-whole-number'],
    ['half a room', { rooms: '1.5' }, 'rooms no-whole-number'],
    ['a number with an exponent', { rooms: '1e1' }, 'rooms no-whole-number'],
    ['Arabic digits, which are not guessed at', { rooms: '٣' }, 'rooms no-whole-number'],
    ['a choice that there is not', { roof: 'glass' }, 'roof not-a-choice'],
    ['a choice of every object', { roof: 'constructor' }, 'roof not-a-choice'],
    ['neither yes nor no', { owns_land: 'maybe' }, 'owns_land no-yes-or-no'],
    ['NUL in a name', { given_name: 'Ami\u0000na' }, 'given_name control-character'],
    ['a line end in a name', { given_name: '"Ami\nna"' }, 'given_name control-character'],
    ['a name without end', { given_name: 'a'.repeat(5000) }, 'given_name too-long'],
  ])('names the cell of %s, once', async (_what, over, problem) => {
    expect(await problemsOf(csvRow('H1', over as unknown as Record<string, string>))).toEqual([`2 ${problem}`]);
  });

  it('names the row as a spreadsheet shows it after a cell of two lines', async () => {
    const found = await problemsOf(
      csvRow('H1', { address: '"by the river\nsecond house"' }),
      csvRow('H2', { sex: '?' }),
    );
    expect(found).toContain('3 sex not-a-choice');
  });
});
