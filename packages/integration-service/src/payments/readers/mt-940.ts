import { statementNumberOf } from '@interlink/domain/payments/statement-chain';
import type { Statement, StatementEntry } from './camt-053.js';
import { amountOf, dayOf, matched, readSwiftEntry } from './mt-940-entry.js';
import { swiftFields, type SwiftField } from './mt-940-fields.js';
import { MAX_RECORDS } from './records.js';
import { UnreadableMessage } from './xml.js';

/** What may come after a field: a file in which anything is left out, or twice, is not read. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  '': ['20'],
  '20': ['21', '25', '25P'],
  '21': ['25', '25P'],
  '25': ['28C'],
  '25P': ['28C'],
  '28C': ['60F', '60M'],
  '60F': ['61', '62F', '62M'],
  '60M': ['61', '62F', '62M'],
  '61': ['61', '86', '62F', '62M'],
  '86': ['61', '62F', '62M'],
  '62F': ['64', '65', 'info', '-', '20'],
  '62M': ['64', '65', 'info', '-', '20'],
  '64': ['65', 'info', '-', '20'],
  '65': ['65', 'info', '-', '20'],
  info: ['-', '20'],
  '-': ['20'],
};

interface Balance {
  readonly minor: number;
  readonly currency: string;
  readonly day: string;
}

/** What was read so far; a statement of several pages is one statement. */
interface Reading {
  last: string;
  page: number;
  place: number;
  readonly seen: Map<string, number>;
  readonly take: (entry: StatementEntry) => void;
  /** Waits for the `:86:` that belongs to it. */
  entry?: readonly string[] | undefined;
  reference?: string;
  account?: string;
  number?: number;
  opening?: Balance;
  /** Opening, and what was booked since. */
  balance: number;
  closing?: Balance;
  isFinal: boolean;
}

/** One statement of one account, on as many pages as it has; throws UnreadableMessage as `readCamt053` does. */
export function readMt940(text: string | Iterable<string>): Statement {
  const entries: StatementEntry[] = [];
  return { ...scanMt940(text, (entry) => entries.push(entry)), entries };
}

/** The same without its entries, which are handed over one by one, before anybody knows that the balances add up. */
export function scanMt940(
  text: string | Iterable<string>,
  take: (entry: StatementEntry) => void,
): Omit<Statement, 'entries'> {
  const reading: Reading = { last: '', page: 0, place: 0, seen: new Map(), take, balance: 0, isFinal: false };
  for (const field of swiftFields(text)) readField(reading, field);
  const { reference, account, number, opening, closing, isFinal } = reading;
  if (!isFinal || !closing || !opening || !account || !number) throw new UnreadableMessage('the statement has no end');
  const sequence = statementNumberOf(closing.day, number);
  const { currency } = opening;
  const id = `${reference ?? ''}-${sequence}`;
  const balances = { openingMinor: opening.minor, closingMinor: closing.minor };
  return { id, sequence, account, currency, ...balances, closedOn: closing.day };
}

function readField(reading: Reading, { tag, lines }: SwiftField): void {
  const isInfo = tag === '86' && ['62F', '62M', '64', '65'].includes(reading.last);
  const key = isInfo ? 'info' : tag;
  if (!AFTER[reading.last]?.includes(key)) throw new UnreadableMessage(`:${tag}: is not expected there`);
  if (key === '20' && reading.isFinal) throw new UnreadableMessage('several statements');
  if (key !== '86') takeEntry(reading);
  reading.last = key;
  take[key]?.(reading, lines);
}

/** What each field says; the others say nothing that is needed. */
const take: Readonly<Record<string, (reading: Reading, lines: readonly string[]) => void>> = {
  '20': (reading, [text]) => void (reading.reference ??= matched(/^[^/].{0,15}$/, text)[0]),
  '25': readAccount,
  '25P': readAccount,
  '28C': (reading, [text]) => readNumber(reading, text),
  '60F': (reading, [text]) => readOpening(reading, true, balanceOf(text)),
  '60M': (reading, [text]) => readOpening(reading, false, balanceOf(text)),
  '61': (reading, lines) => void (reading.entry = lines),
  '62F': (reading, [text]) => readClosing(reading, true, balanceOf(text)),
  '62M': (reading, [text]) => readClosing(reading, false, balanceOf(text)),
  '86': takeEntry,
};

function readAccount(reading: Reading, [text]: readonly string[]): void {
  reading.account = same(reading.account, matched(/^\S{1,35}$/, text)[0]);
}

/** Every page says the same, and no page is missing. */
function readNumber(reading: Reading, text: string | undefined): void {
  const [, number = '', page] = matched(/^(\d{1,5})(?:\/(\d{1,5}))?$/, text);
  reading.number = same(reading.number, Number(number));
  if (reading.number < 1) throw new UnreadableMessage('the statement bears no number');
  if (page !== undefined && Number(page) !== reading.page + 1) throw new UnreadableMessage('a page is missing');
  reading.page += 1;
}

function readOpening(reading: Reading, isFirst: boolean, balance: Balance): void {
  if (isFirst !== (reading.opening === undefined)) throw new UnreadableMessage('a page is missing');
  reading.opening ??= balance;
  if (isFirst) reading.balance = balance.minor;
  refuseOther(reading, balance);
}

function readClosing(reading: Reading, isFinal: boolean, balance: Balance): void {
  refuseOther(reading, balance);
  reading.closing = balance;
  reading.isFinal = isFinal;
}

function refuseOther({ opening, balance }: Reading, { minor, currency }: Balance): void {
  if (currency !== opening?.currency) throw new UnreadableMessage('balances of two currencies');
  if (minor !== balance) throw new UnreadableMessage('the balances do not add up');
}

function balanceOf(text: string | undefined): Balance {
  const [, mark, date = '', currency = '', amount = ''] = matched(/^([CD])(\d{6})([A-Z]{3})(\d{1,14},\d{0,4})$/, text);
  const minor = amountOf(amount, currency);
  return { minor: mark === 'D' ? -minor : minor, currency, day: dayOf(date) };
}

/** Hands over the entry that waits, with what `:86:` says of it. */
function takeEntry(reading: Reading, info: readonly string[] = []): void {
  const { entry, opening, place } = reading;
  if (!entry || !opening) return;
  if (place >= MAX_RECORDS) throw new UnreadableMessage('too many entries');
  const { moved, bank, ...said } = readSwiftEntry(entry[0], info, opening.currency);
  reading.entry = undefined;
  reading.balance += moved;
  reading.take({ ...placeOf(reading, bank), ...said });
  reading.place += 1;
}

/** A bank may give two entries one reference: each is an entry of its own (R8). */
function placeOf({ seen, place }: Reading, bank: string | undefined) {
  const reference = bank === undefined || bank === 'NONREF' ? `#${place}` : bank;
  const index = seen.get(reference) ?? 0;
  seen.set(reference, index + 1);
  return { reference, index };
}

function same<Value>(known: Value | undefined, read: Value): Value {
  if (known !== undefined && known !== read) throw new UnreadableMessage('pages of several statements');
  return read;
}
