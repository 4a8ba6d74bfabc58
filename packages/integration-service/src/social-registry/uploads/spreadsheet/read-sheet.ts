import { columnOfAddress, dayOfSerial, isLikeYear, textOfNumber } from '@interlink/domain/social-registry/spreadsheet';
import type { PoisonCode } from '@interlink/domain/social-registry/template';
import { FileRefused, type FileRow } from '../file-row.js';
import type { Attributes, XmlListener } from './read-xml.js';
import { textListener, type NumberStyle, type Workbook } from './workbook.js';

/** Columns of a row that are looked at; a template has some dozens. */
const MOST_COLUMNS = 2000;
const MOST_ROWS = 1_048_576;

interface Cell {
  readonly at: number;
  readonly type: string;
  readonly style: number;
  isFormula: boolean;
  value: string;
}

type Read = { readonly text: string } | { readonly poison: PoisonCode };

/**
 * The rows of a sheet that hold anything. Throws `FileRefused` for rows that do not follow each other, or too many
 * columns.
 */
export function sheetListener(book: Workbook, emit: (row: FileRow) => void): XmlListener {
  const rows = new Rows(book, emit);
  const inline = textListener();
  let isValue = false;
  return {
    open(name, attributes) {
      if (name === 'row') rows.begin(attributes['r']);
      else if (name === 'c') {
        rows.beginCell(attributes);
        inline.begin();
      } else if (name === 'f') rows.formula();
      else if (name === 'v') isValue = true;
      else inline.open(name);
    },
    text(piece) {
      if (isValue) rows.value(piece);
      else inline.add(piece);
    },
    close(name) {
      if (name === 'v') isValue = false;
      else if (name === 'c') rows.endCell(inline.end());
      else if (name === 'row') rows.end();
      else inline.close(name);
    },
  };
}

class Rows {
  #number = 0;
  #cells: string[] = [];
  #poisoned: { at: number; code: PoisonCode }[] = [];
  #cell: Cell | undefined;
  #next = 0;
  /** Cells of the first row, which gives the columns their names. */
  #width: number | undefined;

  constructor(
    readonly book: Workbook,
    readonly emit: (row: FileRow) => void,
  ) {}

  begin(given: string | undefined): void {
    const number = given === undefined ? this.#number + 1 : Number(given);
    if (!Number.isInteger(number) || number <= this.#number || number > MOST_ROWS) {
      throw new FileRefused('spreadsheet-unreadable', ['rows']);
    }
    this.#number = number;
    this.#cells = [];
    this.#poisoned = [];
    this.#next = 0;
  }

  beginCell({ r, t = 'n', s = '0' }: Attributes): void {
    const at = r === undefined ? this.#next : columnOfAddress(r);
    if (at === undefined || at < this.#next) throw new FileRefused('spreadsheet-unreadable', ['cells']);
    this.#next = at + 1;
    this.#cell = { at, type: t, style: Number(s), isFormula: false, value: '' };
  }

  formula(): void {
    if (this.#cell) this.#cell.isFormula = true;
  }

  value(piece: string): void {
    if (this.#cell) this.#cell.value += piece;
  }

  endCell(inline: string): void {
    const cell = this.#cell;
    if (!cell) return;
    this.#cell = undefined;
    const read = readCell(this.book, cell, inline);
    if ('text' in read && read.text.trim() === '') return;
    if (cell.at >= MOST_COLUMNS) throw new FileRefused('columns-differ', [`more than ${MOST_COLUMNS} columns`]);
    if (this.#width !== undefined && cell.at >= this.#width) return this.#poison(cell.at, 'outside-columns');
    if ('poison' in read) return this.#poison(cell.at, read.poison);
    while (this.#cells.length < cell.at) this.#cells.push('');
    this.#cells.push(read.text);
  }

  #poison(at: number, code: PoisonCode): void {
    this.#poisoned.push({ at, code });
  }

  end(): void {
    if (this.#cells.length === 0 && this.#poisoned.length === 0) return;
    this.#width ??= this.#cells.length;
    const poisoned = this.#poisoned.length > 0 ? { poisoned: this.#poisoned } : {};
    this.emit({ number: this.#number, cells: this.#cells, ...poisoned });
  }
}

function readCell({ styles, strings, since1904 }: Workbook, cell: Cell, inline: string): Read {
  const { type, value, isFormula } = cell;
  if (isFormula) return { poison: 'formula' };
  if (type === 'inlineStr') return { text: inline };
  if (value === '') return { text: '' };
  if (type === 's') return sharedText(strings, value);
  if (type === 'e') return { poison: 'cell-error' };
  if (type === 'b') return { text: value === '1' ? 'true' : 'false' };
  if (type === 'd') return { text: value.replace(/T00:00:00(?:\.0+)?Z?$/, '') };
  if (type === 'str') return { text: value };
  return numberOf(styles[cell.style], value, since1904);
}

function numberOf(style: NumberStyle | undefined, value: string, since1904: boolean): Read {
  const number = Number(value);
  if (style?.isDay) {
    return isLikeYear(number) ? { poison: 'ambiguous-day' } : { text: dayOfSerial(number, since1904) ?? value };
  }
  const text = textOfNumber(number, style?.code);
  return text === undefined ? { poison: 'digits-lost' } : { text };
}

function sharedText(strings: readonly string[], value: string): Read {
  const text = strings[Number(value)];
  if (text === undefined) throw new FileRefused('spreadsheet-unreadable', ['a text that is not there']);
  return { text };
}
