import { isObject, memberOf, merged, type Json, type JsonObject } from './json-tree.js';

/** What a cell holds; the end of a column's heading says it, `group_size:number`. */
export type CellType = 'boolean' | 'json' | 'number' | 'text';

/** One column: where in the record its value stands. A number in the path counts in a list, from 0. */
export interface Column {
  readonly path: readonly string[];
  readonly type: CellType;
}

/** The heading of what no other column holds. */
const REST = '_rest';
export const MAX_COLUMNS = 500;
const MAX_DEPTH = 32;
/** Longer lists come as JSON in one cell. */
const MAX_LIST = 100;
const heading = /^([^:]{1,400}?)(?::(boolean|json|number|text))?$/;
const numeric = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Undefined when it is no heading. */
export function columnOf(text: string): Column | undefined {
  const [, name, type] = heading.exec(text.trim()) ?? [];
  const path = name?.split('.') ?? [];
  if (path.length === 0 || path.length > MAX_DEPTH || path.includes('')) return undefined;
  return { path, type: (type as CellType | undefined) ?? 'text' };
}

/** Undefined when a heading is none, or comes twice. */
export function columnsOf(headings: readonly string[]): readonly Column[] | undefined {
  const columns = headings.map(columnOf);
  const places = new Set(columns.map((column) => column?.path.join('.')));
  return columns.every((column) => column !== undefined) && places.size === columns.length ? columns : undefined;
}

export const headingsOf = (columns: readonly Column[]): readonly string[] => [
  ...columns.map(({ path, type }) => (type === 'text' ? path.join('.') : `${path.join('.')}:${type}`)),
  `${REST}:json`,
];

/** A record as cells: what no column takes stands in the last one, so that nothing of it is lost. */
export function toCells(record: JsonObject, columns: readonly Column[]): readonly string[] {
  let rest: Json | undefined = record;
  const cells = columns.map((column) => {
    const taken = take(rest, column.path, column.type);
    if (!taken) return '';
    rest = taken.rest;
    return taken.cell;
  });
  return [...cells, rest === undefined ? '' : JSON.stringify(rest)];
}

interface TakenCell {
  readonly cell: string;
  /** Without what was taken; undefined when nothing else was there. */
  readonly rest: Json | undefined;
}

function take(value: Json | undefined, path: readonly string[], type: CellType): TakenCell | undefined {
  const [name, ...beneath] = path;
  if (value === undefined) return undefined;
  if (name === undefined) {
    const cell = toCell(value, type);
    return cell === undefined ? undefined : { cell, rest: undefined };
  }
  if (!isObject(value)) return undefined;
  const taken = take(memberOf(value, name), beneath, type);
  if (!taken) return undefined;
  const others = Object.entries(value).filter(([other]) => other !== name);
  const members = taken.rest === undefined ? others : [...others, [name, taken.rest] as const];
  return { cell: taken.cell, rest: members.length === 0 ? undefined : Object.fromEntries(members) };
}

/** Undefined when a cell of that type cannot hold it: an empty cell says that nothing is there. */
function toCell(value: Json, type: CellType): string | undefined {
  if (type === 'text') {
    return typeof value === 'string' && value !== '' && isWellFormed(value) ? neutral(value) : undefined;
  }
  if (type === 'json') return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
  return typeof value === type ? String(value) : undefined;
}

/** S17: what a spreadsheet would take for a formula has an apostrophe before it; reading takes it away again. */
const neutral = (text: string) => (/^[=+\-@\t\r']/.test(text) ? `'${text}` : text);

/** One line of a file. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;

/** The record of a row, or what is wrong with it; never a value of it. */
export function fromCells(
  columns: readonly Column[],
  cells: readonly string[],
): { readonly value: JsonObject } | { readonly fault: string } {
  let [record, rest]: [Json, Json] = [{}, {}];
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (cell === '') continue;
    const value = fromCell(cell, column.type);
    const whole: Json | undefined =
      value === undefined || isRest(column) ? record : merged(record, within(column.path, value));
    if (value === undefined || whole === undefined) return { fault: `column ${at + 1} cannot be read` };
    record = whole;
    if (isRest(column)) rest = value;
  }
  const built = listed(record);
  if (built === undefined) return { fault: 'a list has a gap' };
  const value = merged(built, rest);
  return isObject(value) ? { value } : { fault: 'two columns speak of one place' };
}

/** Half a letter of two units is lost in UTF-8; JSON spells it out. */
const isWellFormed = (text: string) =>
  !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

const isRest = ({ path }: Column) => path.length === 1 && path[0] === REST;

function fromCell(cell: string, type: CellType): Json | undefined {
  if (type === 'text') return cell.startsWith("'") ? cell.slice(1) : cell;
  if (type === 'boolean') return cell === 'true' ? true : cell === 'false' ? false : undefined;
  if (type === 'number') return numeric.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : undefined;
  try {
    return JSON.parse(cell) as Json;
  } catch {
    return undefined;
  }
}

/** Lists by number are built as objects under names that no heading has, and become lists when the row is whole. */
const LIST = '\u0000';
const isIndex = (name: string) => /^(0|[1-9]\d?)$/.test(name) && Number(name) < MAX_LIST;

function within(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, name) => ({ [isIndex(name) ? `${LIST}${name}` : name]: inner }), value);
}

/** Undefined when a list has a gap, or is a list and an object at once. */
function listed(value: Json): Json | undefined {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, listed(one)] as const);
  if (entries.some(([, one]) => one === undefined)) return undefined;
  const whole = entries as (readonly [string, Json])[];
  if (!whole.some(([name]) => name.startsWith(LIST))) return Object.fromEntries(whole);
  const byPlace = new Map(whole);
  const items = whole.map((_, at) => byPlace.get(`${LIST}${at}`));
  return items.every((item) => item !== undefined) ? items : undefined;
}
