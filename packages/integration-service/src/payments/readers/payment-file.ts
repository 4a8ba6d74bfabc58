import type { FileField, FileFormat, FixedCell, LineField } from '@interlink/contracts/payments/file-format';
import type { PaymentLine, PaymentTerms } from '@interlink/domain/payments/line';
import { fromDecimal } from '@interlink/domain/payments/money';
import { minorDigits } from '@interlink/domain/platform/minor-units';
import type { ReadBack, ReadLine } from '../read-back.js';
import { readDelimited, readLines } from './records.js';
import { UnreadableMessage } from './xml.js';

type Values = ReadonlyMap<FileField | LineField, string>;
type Cells = FileFormat['columns'];

interface Sections {
  readonly header?: readonly string[] | undefined;
  readonly lines: readonly (readonly string[])[];
  readonly trailer?: readonly string[] | undefined;
}

/**
 * The independent second look at a file of a format that is data (A1.5): knows the definition, and nothing of how files
 * are written. What the file does not carry is not in the answer. `currency`: of the batch. Throws UnreadableMessage.
 */
export function readPaymentFile(format: FileFormat, text: string, currency: string): ReadBack {
  const sections = format.kind === 'delimited' ? splitDelimited(format, text) : splitFixed(format, text);
  const header = valuesOf(format.header ?? [], sections.header ?? []);
  const trailer = valuesOf(format.trailer ?? [], sections.trailer ?? []);
  const read = (values: Values) => ({ values, currency, format });
  const records = sections.lines.map((cells) => valuesOf(format.columns, cells));
  const lines = records.map((values, at) => toLine(read(values), at + 1));
  const sum = lines.reduce((total, { amountMinor = 0 }) => total + amountMinor, 0);
  const shared = sharedValues([header, ...records, trailer]);
  const { count, total } = totalsOf(read(shared), lines.length, sum);
  if (shared.has('currency') && shared.get('currency') !== currency) throw new UnreadableMessage('another currency');
  return { ...partiesOf(shared), count, totalMinor: total, terms: termsOf(shared, format), lines };
}

function splitDelimited(format: Extract<FileFormat, { kind: 'delimited' }>, text: string): Sections {
  if ((format.newline === 'crlf') !== text.includes('\r')) throw new UnreadableMessage('line ends of another kind');
  const records = [...readDelimited(text, { delimiter: format.delimiter, quotes: format.quote !== 'never' })];
  const header = format.header && records.shift();
  const titles = format.columns.map(({ title }) => title ?? '');
  if (titles.some((title) => title !== '') && !isSame(records.shift(), titles)) {
    throw new UnreadableMessage('other titles of columns');
  }
  return { header, trailer: format.trailer && records.pop(), lines: records };
}

const isSame = (read: readonly string[] = [], wanted: readonly string[]) =>
  read.length === wanted.length && wanted.every((text, at) => read[at] === text);

function splitFixed(format: Extract<FileFormat, { kind: 'fixed-width' }>, text: string): Sections {
  const records = [...readLines(text, format.newline)];
  const header = format.header && cutRecord(format.header, records.shift());
  const trailer = format.trailer && cutRecord(format.trailer, records.pop());
  return { header, trailer, lines: records.map((record) => cutRecord(format.columns, record)) };
}

function cutRecord(cells: readonly FixedCell[], record = ''): readonly string[] {
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  if (record.length !== width) throw new UnreadableMessage('a record of another length');
  let from = 0;
  return cells.map((cell) => {
    const text = record.slice(from, from + cell.width);
    from += cell.width;
    return cell.text === undefined ? unpadded(text, cell) : unpaddedConstant(text, cell);
  });
}

function unpadded(text: string, { align, pad }: FixedCell): string {
  const all = pad === '0' ? /^0+(?=\d)/ : align === 'left' ? / +$/ : /^ +/;
  return text.replace(all, '');
}

/** A constant may itself begin or end with blanks: only what is beyond it is taken off. */
function unpaddedConstant(text: string, { align, text: constant = '' }: FixedCell): string {
  const part = align === 'left' ? text.slice(0, constant.length) : text.slice(text.length - constant.length);
  const rest = align === 'left' ? text.slice(constant.length) : text.slice(0, text.length - constant.length);
  return rest.trim() === '' ? part : text;
}

/** By field; a text that is always the same must be there, and a field that comes twice must say one thing. */
function valuesOf(cells: Cells, record: readonly string[]): Values {
  if (record.length !== cells.length) throw new UnreadableMessage('a record with other cells');
  const values = new Map<FileField | LineField, string>();
  cells.forEach(({ field, text }, at) => {
    const value = record[at] ?? '';
    if (field === undefined ? value !== text : (values.get(field) ?? value) !== value) {
      throw new UnreadableMessage('a cell that is not as its definition has it');
    }
    if (field !== undefined) values.set(field, value);
  });
  return values;
}

const OF_LINES: readonly unknown[] = [
  ...['place', 'instrId', 'endToEndId', 'uetr', 'amount', 'creditorAgent', 'account', 'payeeName', 'purpose'],
  'remittance',
];

/** What header, records and trailer say of the file: the same wherever it is said. */
function sharedValues(all: readonly Values[]): Values {
  const shared = new Map<FileField | LineField, string>();
  for (const values of all) {
    for (const [field, value] of values) {
      if (OF_LINES.includes(field)) continue;
      if ((shared.get(field) ?? value) !== value) throw new UnreadableMessage('records of several files');
      shared.set(field, value);
    }
  }
  return shared;
}

interface Reading {
  readonly values: Values;
  readonly currency: string;
  readonly format: FileFormat;
}

function toLine({ values, currency, format }: Reading, place: number): ReadLine {
  if (values.has('place') && values.get('place') !== String(place)) throw new UnreadableMessage('a line is missing');
  const amount = readMoney(values.get('amount') ?? '', currency, format);
  const texts = ['instrId', 'endToEndId', 'uetr', 'creditorAgent', 'account', 'payeeName', 'purpose', 'remittance'];
  const carried = texts.flatMap((field) => {
    const value = values.get(field as LineField);
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...(Object.fromEntries(carried) as Partial<PaymentLine>), amountMinor: amount };
}

function totalsOf({ values, currency, format }: Reading, lines: number, sum: number) {
  const [count, total] = [values.get('count'), values.get('total')];
  if (count !== undefined && !/^[1-9]\d*$/.test(count)) throw new UnreadableMessage('the count is no number');
  const said = {
    count: count === undefined ? lines : Number(count),
    total: total === undefined ? sum : readMoney(total, currency, format),
  };
  if (said.count !== lines || said.total !== sum) throw new UnreadableMessage('count or sum is not that of the lines');
  return said;
}

function partiesOf(values: Values) {
  const pick = (field: 'createdAt' | 'debtorAccount' | 'debtorAgent' | 'debtorId' | 'debtorName' | 'messageId') => {
    const value = values.get(field);
    return value === undefined ? {} : { [field]: value };
  };
  const fields = ['messageId', 'createdAt', 'debtorName', 'debtorId', 'debtorAccount', 'debtorAgent'] as const;
  return Object.assign({}, ...fields.map(pick)) as Partial<Record<(typeof fields)[number], string>>;
}

function termsOf(values: Values, { dates }: FileFormat): Partial<PaymentTerms> {
  const day = values.get('executionDate');
  const bearer = values.get('chargeBearer');
  if (bearer !== undefined && bearer !== 'DEBT' && bearer !== 'SLEV') throw new UnreadableMessage('not our bearer');
  const [category, level] = [values.get('categoryPurpose'), values.get('serviceLevel')];
  return {
    ...(day !== undefined && { executionDate: readDay(day, dates) }),
    ...(bearer !== undefined && { chargeBearer: bearer }),
    ...(category !== undefined && { categoryPurpose: category }),
    ...(level !== undefined && { serviceLevel: level }),
  };
}

const DAYS: Readonly<Record<FileFormat['dates'], RegExp>> = {
  'YYYY-MM-DD': /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)$/,
  YYYYMMDD: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
  DDMMYYYY: /^(?<d>\d\d)(?<m>\d\d)(?<y>\d{4})$/,
  'DD/MM/YYYY': /^(?<d>\d\d)\/(?<m>\d\d)\/(?<y>\d{4})$/,
};

function readDay(text: string, dates: FileFormat['dates']): string {
  const { y, m, d } = DAYS[dates].exec(text)?.groups ?? {};
  if (y === undefined) throw new UnreadableMessage('no day');
  return `${y}-${m ?? ''}-${d ?? ''}`;
}

/** Exactly as the definition writes it: another mark, or digits that are not there, is another amount. */
function readMoney(text: string, currency: string, { decimals }: FileFormat): number {
  if (decimals === 'minor') {
    const minor = Number(text);
    if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(minor)) throw new UnreadableMessage('an amount is not exact');
    return minor;
  }
  const digits = minorDigits(currency);
  const shape = digits === 0 ? '' : `\\${decimals === 'comma' ? ',' : '.'}\\d{${digits}}`;
  const isShaped = new RegExp(`^(0|[1-9]\\d*)${shape}$`).test(text);
  const money = isShaped ? fromDecimal(text.replace(',', '.'), currency) : undefined;
  if (!money) throw new UnreadableMessage('an amount is not exact');
  return money.minor;
}
