import ExcelJS from 'exceljs';
import { plantBreak } from '../support/planted-break.js';
import { anybody, COLUMNS, csv, csvRow, openSocialKit, type SocialKit } from './kit.js';
import { bookOfRows } from './spreadsheet-kit.js';

/** The template of the deployment, read again by a library. */
async function templateOf(kit: SocialKit, language = 'en'): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await kit.registry.spreadsheetTemplate('household', language)) as never);
  return book;
}

const sheetOf = (book: ExcelJS.Workbook): ExcelJS.Worksheet => {
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
};
const bytesOf = async (book: ExcelJS.Workbook): Promise<Buffer> => Buffer.from(await book.xlsx.writeBuffer());
const ALL = COLUMNS.split(',');
const column = (name: string): number => ALL.indexOf(name) + 1;

describe('a spreadsheet of households', () => {
  let kit: SocialKit;
  const problemsOf = async (id: string) => (await kit.uploads.problems(kit.ina, id)).items;

  beforeAll(async () => {
    kit = await openSocialKit();
  });
  afterAll(() => kit.close());

  it('SR-020: is checked and loaded as a CSV of the same rows is, so that either repeats the other', async () => {
    const rows = Array.from({ length: 3 }, (_one, at) => csvRow(`X${at}`, anybody(at)));
    const checked = await kit.send(bookOfRows(...rows));
    expect(checked).toMatchObject({ state: 'checked', households: 3, progress: { done: checked.size } });
    expect(await kit.load(checked.id)).toMatchObject({ state: 'loaded', created: 3 });
    const again = await kit.load((await kit.send(csv(...rows))).id);
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
  });

  it('SR-020: that is broken is refused with what is wrong by cell, a formula among it', async () => {
    const upload = await kit.send(
      bookOfRows(
        csvRow('B1', { roof: 'gold' }),
        csvRow('B2', { surname: '<c t="str"><f>1+1</f><v>Otieno</v></c>' }),
        csvRow('B3', { rooms: '<c t="e"><v>#N/A</v></c>' }),
        csvRow('B4', { national_id: '<c><v>1.2345678901234568E+17</v></c>' }),
        `${csvRow('B5')},more`,
      ),
    );
    expect(upload).toMatchObject({ state: 'refused', refusal: 'too-many-problems', householdsWithProblems: 5 });
    expect(await problemsOf(upload.id)).toEqual([
      { row: 2, column: 'roof', cell: 'D2', code: 'not-a-choice' },
      { row: 3, column: 'surname', cell: 'M3', code: 'formula' },
      { row: 4, column: 'rooms', cell: 'H4', code: 'cell-error' },
      { row: 5, column: 'national_id', cell: 'Q5', code: 'digits-lost' },
      { row: 6, column: 'AB', cell: 'AB6', code: 'outside-columns' },
    ]);
  });

  it.each([
    ['of an old kind or locked', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'spreadsheet-protected'],
    ['cut off', bookOfRows(csvRow('H1')).subarray(0, -40), 'spreadsheet-unreadable'],
    ['without a household', bookOfRows(), 'empty'],
  ])('SR-020: %s is refused as a whole', async (_what, file, refusal) => {
    expect(await kit.send(file)).toMatchObject({ state: 'refused', refusal });
  });

  it('SR-020: whose bytes are not those that were declared is refused', async () => {
    const upload = await kit.send(bookOfRows(csvRow('H1')), { sha256: 'a'.repeat(64) });
    expect(upload).toMatchObject({ state: 'refused', refusal: 'bytes-differ' });
  });

  it('SR-020: goes on where its load was cut off, in parts of several messages', async () => {
    const rows = Array.from({ length: 450 }, (_one, at) =>
      csvRow(`K${at}`, { ...anybody(at), given_name: `Kena${at}` }),
    );
    const { id } = await kit.send(bookOfRows(...rows));
    await kit.platform.inTransaction(kit.ina.actor, (tx) => kit.uploads.load(tx, kit.ina, id));
    const mend = await plantBreak(kit.superuser, { table: 'social_registry.upload', when: 'new.done = 340' });
    await expect(kit.uploads.runLoad(id, kit.actor)).rejects.toThrow();
    await mend();
    await kit.uploads.runLoad(id, kit.actor);
    expect(await kit.uploads.get(kit.ina, id)).toMatchObject({ state: 'loaded', created: 450, unchanged: 0 });
  });

  describe('that was made from the template', () => {
    it('SR-020: is taken as it is filled in: days, numbers, zeros in front, choices', async () => {
      const book = await templateOf(kit);
      const cells = csvRow('T1', { birth_date: '', mobile: '+254712000001', rooms: '' }).split(',');
      const row = sheetOf(book).addRow(cells);
      row.getCell(column('birth_date')).value = new Date(Date.UTC(1950, 2, 2));
      row.getCell(column('birth_date')).numFmt = 'dd/mm/yyyy';
      row.getCell(column('rooms')).value = 2;
      const checked = await kit.send(await bytesOf(book));
      expect(await problemsOf(checked.id)).toEqual([]);
      expect(checked).toMatchObject({ state: 'checked', households: 1 });
      await kit.load(checked.id);
      const same = csvRow('T1', { birth_date: '1950-03-02', mobile: '+254712000001', rooms: '2' });
      expect(await kit.load((await kit.send(csv(same))).id)).toMatchObject({ unchanged: 1 });
    });

    it('SR-020: keeps its columns in order, its cells as text, and offers the choices of each', async () => {
      const sheet = sheetOf(await templateOf(kit));
      expect((sheet.getRow(1).values as string[]).slice(1)).toEqual(ALL);
      expect(sheet.getColumn(column('birth_date')).numFmt).toBe('@');
      expect(sheet.getColumn(column('rooms')).numFmt).not.toBe('@');
      const offered = sheet.getCell(20, column('roof')).dataValidation;
      expect(offered).toMatchObject({ type: 'list', allowBlank: true });
      expect(offered.formulae[0]).toMatch(/^choices!\$[A-Z]+\$2:\$[A-Z]+\$\d+$/);
      expect(sheet.getCell(20, column('surname')).dataValidation).toBeUndefined();
    });

    it.each([
      ['en', 'Columns', 'What is most of the roof made of?'],
      ['fr', 'Colonnes', 'De quoi le toit est-il surtout fait ?'],
      ['ar', 'الأعمدة', 'مم صنع معظم السقف؟'],
      ['xx', 'Columns', 'What is most of the roof made of?'],
    ])('SR-005: explains its columns in the language %s', async (language, name, question) => {
      const [, explained, choices] = (await templateOf(kit, language)).worksheets;
      expect(explained?.name).toBe(name);
      expect((explained?.getColumn(2).values as string[]).includes(question)).toBe(true);
      expect(explained?.rowCount).toBe(ALL.length + 1);
      expect(choices?.state).toBe('hidden');
    });

    it.each([
      ['en', 'the code of a village'],
      ['fr', 'le code du village'],
      ['ar', 'رمز القرية'],
    ])('SR-020: asks for the code of a village, not for its name, in the language %s', async (language, words) => {
      const [, explained] = (await templateOf(kit, language)).worksheets;
      const [code] = (explained?.getColumn(1).values as string[]).flatMap((name, row) =>
        name === 'village' ? [String(explained?.getCell(row, 5).value)] : [],
      );
      expect(code).toContain(words);
    });

    it('SR-020: and sent empty holds no household', async () => {
      expect(await kit.send(await bytesOf(await templateOf(kit)))).toMatchObject({
        state: 'refused',
        refusal: 'empty',
      });
    });
  });
});
