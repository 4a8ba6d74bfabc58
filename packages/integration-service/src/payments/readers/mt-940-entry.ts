import { isDay } from '@interlink/domain/platform/times';
import type { StatementEntry } from './camt-053.js';
import { readNarrative } from './mt-940-narrative.js';
import { minorOf } from './pain-001.js';
import { UnreadableMessage } from './xml.js';

/** An entry but for its place in the statement. */
export interface SwiftEntry extends Omit<StatementEntry, 'index' | 'reference'> {
  /** What it adds to the balance, in minor units. */
  readonly moved: number;
  /** The bank's own reference. */
  readonly bank: string | undefined;
}

const ENTRY =
  /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d{1,14},\d{0,4})([NFS][A-Z0-9]{3})(.{1,16}?)(?:\/\/(.{1,16}))?$/;

/** `R`: takes back one of the other side; `E`: only expected. */
const MARKS: Readonly<Record<string, { readonly sign: -1 | 1; readonly status: 'BOOK' | 'INFO' }>> = {
  C: { sign: 1, status: 'BOOK' },
  D: { sign: -1, status: 'BOOK' },
  RC: { sign: -1, status: 'BOOK' },
  RD: { sign: 1, status: 'BOOK' },
  EC: { sign: 1, status: 'INFO' },
  ED: { sign: -1, status: 'INFO' },
};

/** `:61:` with the `:86:` that belongs to it; `currency`: of the account. Throws UnreadableMessage. */
export function readSwiftEntry(text: string | undefined, info: readonly string[], currency: string): SwiftEntry {
  const [, date = '', booked, mark = '', funds, amount = '', type, own = '', bank] = matched(ENTRY, text);
  if (funds !== undefined && funds !== currency[2]) throw new UnreadableMessage('an entry in another currency');
  const amountMinor = amountOf(amount, currency);
  const { sign, status } = MARKS[mark] ?? { sign: 1, status: 'INFO' };
  const { isReturn, ...named } = readNarrative(own, info);
  const isBack = isReturn || mark === 'RD' || type === 'NRTI';
  const kind = sign < 0 ? 'debit' : isBack ? 'return' : 'credit';
  const moved = status === 'BOOK' ? sign * amountMinor : 0;
  return { kind, status, amountMinor, currency, bookedOn: bookingDay(dayOf(date), booked), ...named, moved, bank };
}

/** With a comma, which may be its last character. */
export function amountOf(text: string, currency: string): number {
  return minorOf(text.replace(/,$/, '').replace(',', '.'), currency);
}

/** `YYYY-MM-DD` of `YYMMDD`. */
export function dayOf(yymmdd: string): string {
  const day = `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`;
  if (!isDay(day)) throw new UnreadableMessage('no day');
  return day;
}

/** The day of the entry has no year: it is the one nearest to the value date. */
function bookingDay(valued: string, mmdd: string | undefined): string {
  if (mmdd === undefined) return valued;
  const year = Number(valued.slice(0, 4));
  const far = (day: string) => Math.abs(Date.parse(day) - Date.parse(valued));
  const days = [year - 1, year, year + 1].map((one) => `${one}-${mmdd.slice(0, 2)}-${mmdd.slice(2)}`).filter(isDay);
  const [nearest] = days.sort((one, other) => far(one) - far(other));
  if (nearest === undefined) throw new UnreadableMessage('no day');
  return nearest;
}

export function matched(shape: RegExp, text = ''): RegExpExecArray {
  const found = shape.exec(text);
  if (!found) throw new UnreadableMessage('a field of another form');
  return found;
}
