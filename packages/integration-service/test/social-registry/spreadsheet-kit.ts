import { crc32, deflateRawSync } from 'node:zlib';
import { COLUMNS } from './kit.js';

export interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  /** What the directory says of it instead of the truth. */
  readonly saysBytes?: number;
  readonly flags?: number;
}

/** A zip written by hand, so that it can lie. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, saysBytes, flags = 0 } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const meta = Buffer.alloc(26);
    meta.writeUInt16LE(20, 0);
    meta.writeUInt16LE(flags, 2);
    meta.writeUInt16LE(8, 4);
    meta.writeUInt32LE(crc32(bytes), 10);
    meta.writeUInt32LE(packed.length, 14);
    meta.writeUInt32LE(saysBytes ?? bytes.length, 18);
    meta.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), meta, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), meta, tail, Buffer.from(name)]));
    files.push(file);
    offset += file.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, entries, end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Book {
  /** What stands in `sheetData`. */
  readonly rows: string;
  readonly styles?: string;
  readonly strings?: string;
  readonly book?: string;
  readonly more?: readonly Part[];
}

/** A spreadsheet by its parts. */
export function bookParts({ rows, styles, strings, book, more = [] }: Book): [Part, ...Part[]] {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  return [
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${book ?? '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'}</workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'styles', 'styles.xml')}${relation('rId3', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('rId4', 'worksheet', 'worksheets/sheet2.xml')}</Relationships>`,
    },
    ...(styles === undefined
      ? []
      : [{ name: 'xl/styles.xml', content: `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>` }]),
    ...(strings === undefined
      ? []
      : [{ name: 'xl/sharedStrings.xml', content: `<sst xmlns="${MAIN}">${strings}</sst>` }]),
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    },
    ...more,
  ];
}

export const bookOf = (book: Book): Buffer => zipOf(bookParts(book));

export const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
export const rowOf = (...cells: string[]): string => `<row>${cells.join('')}</row>`;

/** The rows of a CSV of `kit.ts` as a spreadsheet of texts; a cell that begins with `<` is taken as it is. */
export function bookOfRows(...rows: readonly string[]): Buffer {
  const cells = (row: string) => row.split(',').map((cell) => (cell.startsWith('<c') ? cell : inline(cell)));
  return bookOf({ rows: [COLUMNS, ...rows].map((row) => rowOf(...cells(row))).join('') });
}
