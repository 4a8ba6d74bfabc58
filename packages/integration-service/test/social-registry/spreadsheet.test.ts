import { FileRefused, type FileRow } from '../../src/social-registry/uploads/file-row.js';
import { isSpreadsheet, readSpreadsheet } from '../../src/social-registry/uploads/spreadsheet/read-spreadsheet.js';
import { bookOf, bookParts, inline, rowOf, zipOf } from './spreadsheet-kit.js';

async function* inParts(bytes: Buffer, size = 50_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, onBytes: (bytes: number) => void = () => undefined): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readSpreadsheet(inParts(bytes), onBytes)) rows.push(row);
  return rows;
}

const refusalOf = (bytes: Buffer) =>
  read(bytes).then(
    () => 'not refused',
    (thrown: unknown) => (thrown instanceof FileRefused ? thrown.reason : thrown),
  );

const HEADER = rowOf(inline('a'), inline('b'), inline('c'));
const cellsOf = async (cells: string, more: object = {}) => {
  const [, row] = await read(bookOf({ rows: HEADER + `<row>${cells}</row>`, ...more }));
  return row;
};

describe('a spreadsheet', () => {
  it('SR-020: is told by its first bytes, not by its name', () => {
    expect(isSpreadsheet(bookOf({ rows: '' }))).toBe(true);
    expect(isSpreadsheet(Buffer.from('d0cf11e0a1b11ae1ff', 'hex'))).toBe(true);
    expect(isSpreadsheet(Buffer.from('household,village\n'))).toBe(false);
    expect(isSpreadsheet(Buffer.from('PK'))).toBe(false);
  });

  it('SR-020: gives its rows by the numbers that a person sees, and none for rows of nothing', async () => {
    const rows = `<row r="2">${inline('a')}</row><row r="3"><c s="1"/></row><row r="7">${inline('x')}</row>`;
    expect(await read(bookOf({ rows }))).toEqual([
      { number: 2, cells: ['a'] },
      { number: 7, cells: ['x'] },
    ]);
  });

  it('SR-020: leaves empty what a row skips', async () => {
    expect(await cellsOf('<c r="A2"><v>1</v></c><c r="C2"><v>3</v></c>')).toEqual({ number: 2, cells: ['1', '', '3'] });
  });

  it('SR-020: reads texts that cells share, also in several styles, without how they are pronounced', async () => {
    const strings =
      '<si><t>Amina</t></si><si><r><t>Wan</t></r><r><rPr/><t xml:space="preserve">jiru </t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_b</t></si>';
    const row = await cellsOf('<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>2</v></c>', { strings });
    expect(row?.cells).toEqual(['Wanjiru ', 'Amina', 'a\rb']);
  });

  it('SR-020: reads letters of any script', async () => {
    expect((await cellsOf(`${inline('نجاة')}${inline('Þóra')}${inline('李&amp;明')}`))?.cells).toEqual([
      'نجاة',
      'Þóra',
      '李&明',
    ]);
  });

  it('SR-020: reads days as ISO dates, and numbers as they are shown', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="0000000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';
    const row = await cellsOf('<c s="1"><v>18324</v></c><c s="2"><v>712345</v></c><c><v>2.54700000001E11</v></c>', {
      styles,
    });
    expect(row?.cells).toEqual(['1950-03-02', '0000712345', '254700000001']);
    const book = '<workbookPr date1904="1"/><sheets><sheet r:id="rId1"/></sheets>';
    const of1904 = await cellsOf('<c s="1"><v>16862</v></c>', { styles, book });
    expect(of1904?.cells).toEqual(['1950-03-02']);
  });

  it('SR-020: reads days that are kept as text, yes and no', async () => {
    const row = await cellsOf('<c t="d"><v>1950-03-02T00:00:00</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c>');
    expect(row?.cells).toEqual(['1950-03-02', 'true', 'false']);
  });

  it.each([
    ['a formula, whatever its kept result', '<c r="B2"><f>1+1</f><v>2</v></c>', 'formula'],
    ['a formula that gives a text', '<c r="B2" t="str"><f>HYPERLINK("http://x")</f><v>x</v></c>', 'formula'],
    ['a part of a shared formula', '<c r="B2"><f t="shared" si="0"/><v>2</v></c>', 'formula'],
    ['an error', '<c r="B2" t="e"><v>#N/A</v></c>', 'cell-error'],
    ['a number that lost digits', '<c r="B2"><v>1.2345678901234568E+17</v></c>', 'digits-lost'],
    ['a number that is none', '<c r="B2"><v>many</v></c>', 'digits-lost'],
  ])('S17: believes nothing of %s', async (_what, cell, code) => {
    expect(await cellsOf(`${cell}<c r="C2"><v>3</v></c>`)).toEqual({
      number: 2,
      cells: ['', '', '3'],
      poisoned: [{ at: 1, code }],
    });
  });

  it('SR-020: names a year that became a day, and what stands under no title', async () => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
    expect((await cellsOf('<c s="0"><v>1950</v></c>', { styles }))?.poisoned).toEqual([
      { at: 0, code: 'ambiguous-day' },
    ]);
    expect((await cellsOf('<c r="AC2"><v>7</v></c>'))?.poisoned).toEqual([{ at: 28, code: 'outside-columns' }]);
  });

  it('SR-020: is read from the first sheet that is shown; hidden ones are passed over', async () => {
    const sheet2 = `<worksheet><sheetData>${rowOf(inline('second'))}</sheetData></worksheet>`;
    const more = [{ name: 'xl/worksheets/sheet2.xml', content: sheet2 }];
    const book = (first: string) => `<sheets><sheet r:id="rId1" state="${first}"/><sheet r:id="rId4"/></sheets>`;
    const first = async (state: string) => (await read(bookOf({ rows: HEADER, book: book(state), more })))[0]?.cells[0];
    expect(await first('visible')).toBe('a');
    expect(await first('hidden')).toBe('second');
    expect(await first('veryHidden')).toBe('second');
  });

  it('SR-020: is read whatever prefix its writer gives the names', async () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const parts = bookParts({ rows: '' }).filter(({ name }) => !name.includes('sheet1'));
    expect(await read(zipOf([...parts, { name: 'xl/worksheets/sheet1.xml', content: sheet }]))).toEqual([
      { number: 1, cells: ['5'] },
    ]);
  });

  it('SR-020: tells how far the reading is, up to the size of the file', async () => {
    const rows = HEADER + Array.from({ length: 20_000 }, () => rowOf(inline('x'), inline('y'))).join('');
    const told: number[] = [];
    const bytes = bookOf({ rows });
    await read(bytes, (at) => told.push(at));
    expect(told.length).toBeGreaterThan(5);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(bytes.length);
  });
});

describe('a hostile spreadsheet', () => {
  const good = bookParts({ rows: HEADER });

  it.each([
    [
      'an XLS of old, or one that is locked',
      Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(500)}`, 'hex'),
      'spreadsheet-protected',
    ],
    ['a zip whose parts are locked', zipOf([{ ...good[0], flags: 1 }, ...good.slice(1)]), 'spreadsheet-protected'],
    ['macros', zipOf([...good, { name: 'xl/vbaProject.bin', content: 'x' }]), 'spreadsheet-macros'],
    ['its end cut off', bookOf({ rows: HEADER }).subarray(0, -30), 'spreadsheet-unreadable'],
    ['nothing but the beginning of a zip', Buffer.from('PK\u0003\u0004'), 'spreadsheet-unreadable'],
    [
      'another kind of file in a zip',
      zipOf([{ name: 'mimetype', content: 'application/x' }]),
      'spreadsheet-unreadable',
    ],
    [
      'a name that leads out of it',
      zipOf([...good, { name: '../../etc/passwd', content: 'x' }]),
      'spreadsheet-unreadable',
    ],
    ['a part twice', zipOf([...good, good[0]]), 'spreadsheet-unreadable'],
    [
      'only hidden sheets',
      bookOf({ rows: HEADER, book: '<sheets><sheet r:id="rId1" state="hidden"/></sheets>' }),
      'spreadsheet-unreadable',
    ],
    [
      'a sheet that is not there',
      bookOf({ rows: HEADER, book: '<sheets><sheet r:id="rId9"/></sheets>' }),
      'spreadsheet-unreadable',
    ],
    ['a text that is not there', bookOf({ rows: rowOf('<c t="s"><v>7</v></c>') }), 'spreadsheet-unreadable'],
    ['XML that breaks off', bookOf({ rows: `${HEADER}<row><c>` }), 'spreadsheet-unreadable'],
    [
      'rows that go back',
      bookOf({ rows: `<row r="5">${inline('a')}</row><row r="5">${inline('b')}</row>` }),
      'spreadsheet-unreadable',
    ],
    ['a row beyond the last', bookOf({ rows: `<row r="1048577">${inline('a')}</row>` }), 'spreadsheet-unreadable'],
    [
      'cells that go back',
      bookOf({ rows: '<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>' }),
      'spreadsheet-unreadable',
    ],
    ['a cell without an address', bookOf({ rows: '<row><c r="1B"><v>1</v></c></row>' }), 'spreadsheet-unreadable'],
    [
      'ten thousand columns',
      bookOf({ rows: rowOf(...Array.from({ length: 10_000 }, () => inline('x'))) }),
      'columns-differ',
    ],
    [
      'a thousand parts too many',
      zipOf(Array.from({ length: 2000 }, (_one, at) => ({ name: `p${at}`, content: '' }))),
      'spreadsheet-too-large',
    ],
    ['a part that says it is huge', zipOf([{ ...good[0], saysBytes: 2_000_000_000 }]), 'spreadsheet-too-large'],
    [
      'bytes that are no UTF-8',
      zipOf([{ ...good[0], content: Buffer.from('<a>Jos\u00e9</a>', 'latin1') }]),
      'spreadsheet-unreadable',
    ],
  ])('S17: with %s is refused', async (_what, bytes, refusal) => {
    expect(await refusalOf(bytes)).toBe(refusal);
  });

  it('S17: that would unpack to more than it says is refused in time', async () => {
    const bomb = { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(40_000_000, 32), saysBytes: 1000 };
    expect(await refusalOf(zipOf([...good.filter(({ name }) => name !== bomb.name), bomb]))).toBe(
      'spreadsheet-unreadable',
    );
  });

  it('S17: with one text of many millions of letters is refused', async () => {
    expect(await refusalOf(bookOf({ rows: rowOf(inline('x'.repeat(3_000_000))) }))).toBe('spreadsheet-too-large');
  });

  it('S17: of more than ten mebibytes is refused before it is unpacked', async () => {
    expect(await refusalOf(Buffer.concat([bookOf({ rows: HEADER }), Buffer.alloc(10_485_760)]))).toBe(
      'spreadsheet-too-large',
    );
  });

  it('S17: that names files of ours by a document type is refused', async () => {
    const parts = bookParts({ rows: HEADER }).map((part) =>
      part.name.includes('sheet1')
        ? { ...part, content: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${String(part.content)}` }
        : part,
    );
    expect(await refusalOf(zipOf(parts))).toBe('spreadsheet-unreadable');
  });

  it('S17: leaves the process free for others while it is read', async () => {
    const columns = Array.from({ length: 27 }, (_one, at) => inline(`value ${at}`));
    const bytes = bookOf({ rows: Array.from({ length: 10_000 }, () => rowOf(...columns)).join('') });
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    let rows = 0;
    for await (const row of readSpreadsheet(inParts(bytes), () => undefined)) rows += row.number > 0 ? 1 : 0;
    clearInterval(turning);
    expect(rows).toBe(10_000);
    expect(turns).toBeGreaterThan(10);
  });
});
