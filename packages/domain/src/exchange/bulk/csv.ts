import { isObject, jsonWithin, memberOf, merged, type Json, type JsonObject } from './json-tree.js';

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
  const record = newPlace();
  let rest: Json = {};
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (cell === '') continue;
    const value = fromCell(cell, column.type);
    if (value === undefined) return { fault: `column ${at + 1} cannot be read` };
    if (isRest(column)) rest = value;
    else placeAt(record, column.path).value = value;
  }
  const built = valueOf(record);
  if (built === undefined) return { fault: 'a list has a gap, or two columns speak of one place' };
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
  return jsonWithin(cell);
}

/** A place of a record while its row is read: what a cell says of it itself, and the places beneath it. */
interface Place {
  value?: Json;
  readonly beneath: Map<string, Place>;
}

const newPlace = (): Place => ({ beneath: new Map() });

function placeAt(record: Place, path: readonly string[]): Place {
  let place = record;
  for (const name of path) {
    const next = place.beneath.get(name) ?? newPlace();
    place.beneath.set(name, next);
    place = next;
  }
  return place;
}

/** Undefined when a list has a gap or is an object at once, or when two columns speak of one place. */
function valueOf({ value, beneath }: Place): Json | undefined {
  if (beneath.size === 0) return value === undefined ? {} : value;
  const members = [...beneath].map(([name, place]) => [name, valueOf(place)] as const);
  if (!members.every((one): one is readonly [string, Json] => one[1] !== undefined)) return undefined;
  const built = members.some(([name]) => isIndex(name)) ? listOf(new Map(members)) : Object.fromEntries(members);
  return built === undefined ? undefined : merged(value, built);
}

function listOf(members: ReadonlyMap<string, Json>): Json | undefined {
  const items = [...members].map((_, at) => members.get(String(at)));
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** Up to 99: longer lists come as JSON in one cell. */
const isIndex = (name: string) => /^(0|[1-9]\d?)$/.test(name);
