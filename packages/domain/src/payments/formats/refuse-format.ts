import type { FileFormat, LineField, StatusFormat } from '@interlink/contracts/payments/file-format';
import { refuseWallet } from '../fees.js';
import { isLineField } from './cells.js';
import { roomOf } from './fit.js';

/** Why a definition cannot be worked with. The codes are stable: whoever sets up a format looks them up. */
export type FormatProblem =
  | 'cell-is-field-or-text'
  | 'column-missing'
  | 'comma-without-quotes'
  | 'count-or-total-missing'
  | 'fee-bands'
  | 'limit-below-transfer'
  | 'line-field-outside-lines'
  | 'name-without-room'
  | 'status-columns'
  | 'text-without-room'
  | 'total-without-room'
  | 'zeros-before-text';

type Cell = FileFormat['columns'][number];

/**
 * The first thing wrong with a definition; undefined when files can be written by it and read again to the same lines.
 * `maxLinesPerFile`: most lines that one file may have.
 */
export function refuseFormat(format: FileFormat, maxLinesPerFile: number): FormatProblem | undefined {
  const outside = [...(format.header ?? []), ...(format.trailer ?? [])];
  const cells: readonly Cell[] = [...outside, ...format.columns];
  if (cells.some(({ field, text }) => (field === undefined) === (text === undefined))) return 'cell-is-field-or-text';
  if (outside.some(({ field }) => field !== undefined && isLineField(field))) return 'line-field-outside-lines';
  return (
    refuseColumns(format) ??
    refuseTotals(format, outside, maxLinesPerFile) ??
    cells.map((cell) => refuseCell(format, cell)).find((problem) => problem !== undefined) ??
    (format.wallet && refuseWallet(format.wallet)) ??
    (format.status && refuseStatus(format.status))
  );
}

const IDS: readonly LineField[] = ['instrId', 'endToEndId', 'uetr'];

/** A payment is found again by an id of ours, and says how much goes where. */
function refuseColumns({ columns }: FileFormat): FormatProblem | undefined {
  const has = (wanted: LineField) => columns.some(({ field }) => field === wanted);
  return IDS.some(has) && has('amount') && has('account') ? undefined : 'column-missing';
}

/** A file that was cut off, or added to, is told by its count and sum. */
function refuseTotals(
  { columns }: FileFormat,
  outside: readonly Cell[],
  maxLinesPerFile: number,
): FormatProblem | undefined {
  const says = (wanted: string) => outside.some(({ field }) => field === wanted);
  if (outside.length > 0 && !(says('count') && says('total'))) return 'count-or-total-missing';
  const digits = String(maxLinesPerFile).length;
  const amounts = columns.filter(({ field }) => field === 'amount').map(roomOf);
  // As many amounts as there may be lines, each as large as its cell lets it: ten thousand make it four digits longer.
  const more = maxLinesPerFile === 1 ? 0 : String(maxLinesPerFile - 1).length;
  const room = { count: digits, place: digits, total: Math.min(...amounts) + more };
  const isNarrow = (cell: Cell) =>
    (cell.field === 'count' || cell.field === 'place' || cell.field === 'total') &&
    roomOf(cell) !== Infinity &&
    roomOf(cell) < room[cell.field];
  return [...outside, ...columns].some(isNarrow) ? 'total-without-room' : undefined;
}

const NUMBERS: readonly unknown[] = ['amount', 'count', 'place', 'total'];
const SHORTEST_NAME = 10;

function refuseCell(format: FileFormat, cell: Cell): FormatProblem | undefined {
  const { field, text = '' } = cell;
  if (field === 'payeeName' && roomOf(cell) < SHORTEST_NAME) return 'name-without-room';
  if (text.length > roomOf(cell)) return 'text-without-room';
  if (format.kind === 'delimited') return refuseUnquoted(format, cell);
  // Zeros before a text could not be told from its own; behind a number they would be another number.
  const { pad = ' ', align } = cell as { readonly pad?: string; readonly align?: string };
  return pad === '0' && (!NUMBERS.includes(field) || align === 'left') ? 'zeros-before-text' : undefined;
}

function refuseUnquoted(
  { quote, delimiter, decimals }: Extract<FileFormat, { kind: 'delimited' }>,
  { field, text = '', title = '' }: { field?: string; text?: string; title?: string },
): FormatProblem | undefined {
  if (quote !== 'never') return undefined;
  const isComma = decimals === 'comma' && delimiter === ',' && (field === 'amount' || field === 'total');
  const isSpecial = [text, title].some((one) => one.includes(delimiter) || one.includes('"'));
  return isComma || isSpecial ? 'comma-without-quotes' : undefined;
}

/** A row without an id, a time or a word for how it stands says nothing. */
function refuseStatus({ columns, statuses }: StatusFormat): FormatProblem | undefined {
  const has = (wanted: StatusFormat['columns'][number]) => columns.includes(wanted);
  const named = columns.filter((one) => one !== 'ignored');
  const isWhole = IDS.some((id) => has(id as 'instrId')) && has('messageId') && has('status') && has('at');
  const isOnce = new Set(named).size === named.length;
  return isWhole && isOnce && Object.keys(statuses).length > 0 ? undefined : 'status-columns';
}
