import { minorOf } from './pain-001.js';
import { countOf, dayOfDate } from './times.js';
import { elementsAt, findText, getElement, getText, readXml, UnreadableMessage, type XmlElement } from './xml.js';

/** One booked or expected movement that names a payment. */
export interface StatementEntry {
  /** The bank's reference, or the entry's place in the statement. */
  readonly reference: string;
  /** Tells those of one reference apart. */
  readonly index: number;
  /** BOOK, PDNG, INFO, FUTR. */
  readonly status: string;
  readonly kind: 'debit' | 'credit' | 'return';
  readonly amountMinor: number;
  readonly currency: string;
  readonly bookedOn: string;
  readonly uetr?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly instrId?: string | undefined;
  readonly reason?: string | undefined;
  /** What is left of a booking beside its payments, of which it had so many: a fee, or a payment that nobody named. */
  readonly restOf?: number | undefined;
  /** One sum for a whole file, without its lines. */
  readonly batch?: BatchReference | undefined;
}

/** The file that a sum is for, as the bank repeats its ids. */
export interface BatchReference {
  readonly messageId?: string | undefined;
  readonly paymentInfoId?: string | undefined;
  readonly count?: number | undefined;
}

export interface Statement {
  readonly id: string;
  readonly sequence: number;
  readonly account: string;
  readonly currency: string;
  readonly openingMinor: number;
  readonly closingMinor: number;
  /** Day of the closing balance: the statement speaks until then. */
  readonly closedOn?: string | undefined;
  readonly entries: readonly StatementEntry[];
}

/** One statement; throws UnreadableMessage when it is none, or several, or its balances do not add up. */
export function readCamt053(text: string | Iterable<string>): Statement {
  const entries: StatementEntry[] = [];
  return { ...scanCamt053(text, (entry) => entries.push(entry)), entries };
}

/** The same without its entries, which are handed over one by one, before anybody knows that the balances add up. */
export function scanCamt053(
  text: string | Iterable<string>,
  take: (entry: StatementEntry) => void,
): Omit<Statement, 'entries'> {
  let place = 0;
  let index = 0;
  let moved = 0;
  const document = readXml(text, {
    path: 'BkToCstmrStmt/Stmt/Ntry',
    take(entry) {
      if (statusOf(entry) === 'BOOK') moved += signOf(entry) * amountOf(entry);
      // Counted through the statement: a bank may give two entries one reference, and each is money that moved (R8).
      for (const one of entriesOf(entry, place)) take({ ...one, index: index++ });
      place += 1;
    },
  });
  const statement = getElement(document, 'BkToCstmrStmt/Stmt');
  if (elementsAt(document, 'BkToCstmrStmt/Stmt').length > 1) throw new UnreadableMessage('several statements');
  const currency = findText(statement, 'Acct/Ccy') ?? getElement(statement, 'Bal/Amt').attributes['Ccy'] ?? '';
  const head = {
    id: getText(statement, 'Id'),
    sequence: sequenceOf(getText(statement, 'ElctrncSeqNb')),
    account: findText(statement, 'Acct/Id/Othr/Id') ?? getText(statement, 'Acct/Id/IBAN'),
    currency,
    openingMinor: balanceOf(statement, 'OPBD', currency),
    closingMinor: balanceOf(statement, 'CLBD', currency),
    closedOn: closingDay(statement),
  };
  if (head.openingMinor + moved !== head.closingMinor) throw new UnreadableMessage('the balances do not add up');
  return head;
}

function balanceOf(statement: XmlElement, code: string, currency: string): number {
  const found = elementsAt(statement, 'Bal').find((balance) => findText(balance, 'Tp/CdOrPrtry/Cd') === code);
  if (!found) throw new UnreadableMessage(`the balance ${code} is missing`);
  return signOf(found) * minorOf(getText(found, 'Amt'), currency);
}

function closingDay(statement: XmlElement): string | undefined {
  const found = elementsAt(statement, 'Bal').find((balance) => findText(balance, 'Tp/CdOrPrtry/Cd') === 'CLBD');
  const said = found && (findText(found, 'Dt/Dt') ?? findText(found, 'Dt/DtTm'));
  return said === undefined ? undefined : dayOfDate(said);
}

/**
 * An entry may hold several transactions, each of which has its own amount; or none, and is then itself one. What they
 * leave of it comes last. Throws UnreadableMessage for payments that are more than the entry: then nobody knows which of
 * them was paid.
 */
export function entriesOf(entry: XmlElement, place: number): readonly StatementEntry[] {
  const details = elementsAt(entry, 'NtryDtls/TxDtls');
  const parts = (details.length === 0 ? [entry] : details).map((part, index) => entryOf(entry, part, { place, index }));
  const whole = entryOf(entry, entry, { place, index: parts.length });
  const ofOne = parts.filter(({ currency }) => currency === whole.currency);
  const left = whole.amountMinor - ofOne.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  // What came back may have cost something: then the entry is less than what was returned, and that is no lie.
  if (whole.kind === 'debit' && left < 0) throw new UnreadableMessage('transactions of more than their entry');
  // What is in another currency cannot be taken off; other money that comes in is none of ours.
  if (left === 0 || ofOne.length < parts.length || parts.every(({ kind }) => kind === 'credit')) return parts;
  const { reference, status, currency, bookedOn } = whole;
  const kind = whole.kind === 'debit' || left < 0 ? 'debit' : 'return';
  const rest = {
    reference,
    index: parts.length,
    status,
    kind,
    amountMinor: Math.abs(left),
    currency,
    bookedOn,
  } as const;
  return [...parts, { ...rest, restOf: parts.length }];
}

function entryOf(
  entry: XmlElement,
  part: XmlElement,
  { place, index }: { readonly place: number; readonly index: number },
): StatementEntry {
  const amount = elementsAt(part, 'Amt')[0] ?? elementsAt(part, 'AmtDtls/TxAmt/Amt')[0] ?? getElement(entry, 'Amt');
  const currency = amount.attributes['Ccy'] ?? '';
  const isReturn = isTrue(findText(entry, 'RvslInd')) || elementsAt(part, 'RtrInf').length > 0;
  return {
    reference: findText(entry, 'NtryRef') ?? findText(entry, 'AcctSvcrRef') ?? `#${place}`,
    index,
    status: statusOf(entry),
    kind: signOf(entry) > 0 ? (isReturn ? 'return' : 'credit') : 'debit',
    amountMinor: minorOf(amount.text, currency),
    currency,
    bookedOn: dayOfDate(findText(entry, 'BookgDt/Dt') ?? getText(entry, 'BookgDt/DtTm')),
    uetr: findText(part, 'Refs/UETR'),
    endToEndId: findText(part, 'Refs/EndToEndId'),
    instrId: findText(part, 'Refs/InstrId'),
    reason: findText(part, 'RtrInf/Rsn/Cd') ?? findText(part, 'RtrInf/Rsn/Prtry'),
    batch: part === entry ? batchOf(entry) : undefined,
  };
}

/** Both are words of XML for it. */
const isTrue = (text: string | undefined) => text === 'true' || text === '1';

function batchOf(entry: XmlElement): BatchReference | undefined {
  const [batch] = elementsAt(entry, 'NtryDtls/Btch');
  if (!batch) return undefined;
  const count = findText(batch, 'NbOfTxs');
  return {
    messageId: findText(batch, 'MsgId'),
    paymentInfoId: findText(batch, 'PmtInfId'),
    count: count === undefined ? undefined : countOf(count),
  };
}

/** A bare code in older versions, a choice in newer ones. */
function statusOf(entry: XmlElement): string {
  return findText(entry, 'Sts/Cd') ?? getText(entry, 'Sts');
}

function amountOf(entry: XmlElement): number {
  const amount = getElement(entry, 'Amt');
  return minorOf(amount.text, amount.attributes['Ccy'] ?? '');
}

function signOf(element: XmlElement): 1 | -1 {
  const indicator = getText(element, 'CdtDbtInd');
  if (indicator !== 'CRDT' && indicator !== 'DBIT') throw new UnreadableMessage('neither credit nor debit');
  return indicator === 'CRDT' ? 1 : -1;
}

function sequenceOf(text: string): number {
  const sequence = countOf(text);
  if (sequence < 1) throw new UnreadableMessage('ElctrncSeqNb is no number');
  return sequence;
}
