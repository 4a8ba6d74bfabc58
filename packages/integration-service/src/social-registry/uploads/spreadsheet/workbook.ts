import { showsDay } from '@interlink/domain/social-registry/spreadsheet';
import { FileRefused } from '../file-row.js';
import { unreadable, type Archive } from './archive.js';
import { readXml, type XmlListener } from './read-xml.js';

/** How a number of a cell is to be understood, by the cell's style. */
export interface NumberStyle {
  readonly isDay: boolean;
  /** As `0000`; empty where the file defines none. */
  readonly code: string;
}

/** What a sheet's cells refer to. */
export interface Workbook {
  /** The part with the first sheet that is not hidden. */
  readonly sheet: string;
  readonly since1904: boolean;
  readonly styles: readonly NumberStyle[];
  readonly strings: readonly string[];
}

const BOOK = 'xl/workbook.xml';

interface Sheet {
  readonly relation: string;
  readonly isHidden: boolean;
}

interface Relation {
  readonly id: string;
  /** The last word of its type, e.g. `styles`. */
  readonly kind: string;
  readonly part: string;
}

/** Throws `FileRefused` when it is no workbook, or has no sheet that is shown. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has(BOOK)) throw new FileRefused('spreadsheet-unreadable', ['no workbook']);
  const book = await readBook(archive);
  const relations = await all(archive, 'xl/_rels/workbook.xml.rels', relationListener);
  const shown = book.sheets.find(({ isHidden }) => !isHidden);
  const sheet = relations.find(({ id }) => id === shown?.relation)?.part;
  if (sheet === undefined) throw new FileRefused('spreadsheet-unreadable', ['no sheet that is shown']);
  const partOf = (kind: string) => relations.find((relation) => relation.kind === kind)?.part;
  return {
    sheet,
    since1904: book.since1904,
    styles: await readStyles(archive, partOf('styles')),
    strings: await all(archive, partOf('sharedStrings'), stringListener),
  };
}

/** All items of a part; none when the part is not there. */
async function all<Item>(
  archive: Archive,
  part: string | undefined,
  listen: (emit: (item: Item) => void) => XmlListener,
): Promise<Item[]> {
  const items: Item[] = [];
  if (part === undefined || !archive.has(part)) return items;
  for await (const item of readXml(await archive.open(part).catch(refuse), listen)) items.push(item);
  return items;
}

const refuse = (thrown: unknown): never => {
  throw unreadable(thrown);
};

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

async function readBook(archive: Archive) {
  let since1904 = false;
  const sheets = await all<Sheet>(archive, BOOK, (emit) => ({
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      emit({ relation, isHidden: ['hidden', 'veryHidden'].includes(attributes['state'] ?? '') });
    },
  }));
  return { since1904, sheets };
}

const relationListener = (emit: (relation: Relation) => void): XmlListener => ({
  open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
    if (name !== 'Relationship') return;
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    emit({ id, kind: type.slice(type.lastIndexOf('/') + 1), part });
  },
});

async function readStyles(archive: Archive, part: string | undefined): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  let isOfCells = false;
  const ids = await all<number>(archive, part, (emit) => ({
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) emit(Number(attributes['numFmtId'] ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  }));
  return ids.map((id) => ({ isDay: showsDay(id, codes.get(id)), code: codes.get(id) ?? '' }));
}

/** Texts that many cells share; of a text in several styles all its pieces, without how it is pronounced. */
function stringListener(emit: (text: string) => void): XmlListener {
  const text = textListener();
  return {
    open(name) {
      if (name === 'si') text.begin();
      text.open(name);
    },
    close(name) {
      text.close(name);
      if (name === 'si') emit(text.end());
    },
    text: (piece) => text.add(piece),
  };
}

/** Gathers what stands in `t` elements. */
export function textListener() {
  let pieces = '';
  let isText = false;
  let isPronunciation = false;
  return {
    begin: () => void (pieces = ''),
    open(name: string) {
      if (name === 'rPh') isPronunciation = true;
      if (name === 't') isText = !isPronunciation;
    },
    close(name: string) {
      if (name === 'rPh') isPronunciation = false;
      if (name === 't') isText = false;
    },
    add(piece: string) {
      if (isText) pieces += piece;
    },
    end: () => unescaped(pieces),
  };
}

/** Spreadsheets write a character that XML does not allow as `_x000D_`. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    : text;
