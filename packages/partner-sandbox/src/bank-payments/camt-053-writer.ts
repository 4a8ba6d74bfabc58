import type { AccountDay, Movement } from './books.js';
import { fromCents } from './message.js';
import type { Traits } from './profiles.js';

/** Which issue of a statement this is; another one than the first is marked as a duplicate. */
export interface Issue {
  readonly id: string;
  readonly number: number;
}

/** One day of one account. */
export function writeCamt053(account: string, day: AccountDay, issue: Issue, traits: Traits): string {
  const currency = day.movements[0]?.instruction.currency ?? 'KES';
  const balance = (code: string, cents: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${fromCents(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day.day}</Dt></Dt></Bal>`;
  const at = `${day.day}T${String(20 + Math.min(issue.number, 3))}:00:00Z`;
  const copy = issue.number > 1 ? '<CpyDplctInd>DUPL</CpyDplctInd>' : '';
  const entries = bookingsOf(day.movements, traits).map((booking, place) =>
    writeEntry(booking, `${issue.id}-${place + 1}`, traits),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${traits.statementVersion}"><BkToCstmrStmt><GrpHdr><MsgId>${issue.id}-${issue.number}</MsgId><CreDtTm>${at}</CreDtTm></GrpHdr><Stmt><Id>${issue.id}</Id><ElctrncSeqNb>${day.sequence}</ElctrncSeqNb><CreDtTm>${at}</CreDtTm>${copy}<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>${currency}</Ccy></Acct>${balance('OPBD', day.opening)}${balance('CLBD', day.closing)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>
`;
}

/** Movements that are one entry of a statement: each alone, or a file's debits in one sum without lines. */
export function bookingsOf(
  movements: readonly Movement[],
  { booksInOneDebit }: Traits,
): readonly (readonly Movement[])[] {
  const files = new Map<string, Movement[]>();
  const bookings: Movement[][] = [];
  for (const movement of movements) {
    const lumped = booksInOneDebit && movement.kind === 'debit' && movement.ordinary;
    const file = lumped ? files.get(movement.message.messageId) : undefined;
    if (file && !file.includes(movement) && !hasLine(file, movement)) {
      file.push(movement);
      continue;
    }
    const booking = [movement];
    bookings.push(booking);
    if (lumped) files.set(movement.message.messageId, booking);
  }
  return bookings;
}

/** The same line a second time is a second taking-in of the file: a debit of its own. */
function hasLine(booking: readonly Movement[], { instruction }: Movement): boolean {
  return booking.some((one) => one.instruction.instrId === instruction.instrId);
}

export function writeEntry(booking: readonly Movement[], reference: string, traits: Traits): string {
  const [first] = booking;
  if (!first) return '';
  const { kind, day, instruction, message } = first;
  const total = booking.reduce((sum, { cents }) => sum + cents, 0n);
  const money = `<Amt Ccy="${instruction.currency}">${fromCents(total)}</Amt>`;
  const direction = `<CdtDbtInd>${kind === 'return' ? 'CRDT' : 'DBIT'}</CdtDbtInd>`;
  const state = traits.statementVersion === '02' ? '<Sts>BOOK</Sts>' : '<Sts><Cd>BOOK</Cd></Sts>';
  const lumped = traits.booksInOneDebit && kind === 'debit' && first.ordinary;
  const batch = `<Btch><MsgId>${message.messageId.slice(0, traits.idLength)}</MsgId><PmtInfId>${message.paymentInfoId.slice(0, traits.idLength)}</PmtInfId><NbOfTxs>${booking.length}</NbOfTxs></Btch>`;
  const detail = lumped ? batch : writeDetail(first, money, direction, traits);
  return `<Ntry><NtryRef>${reference}</NtryRef>${money}${direction}${state}<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd><NtryDtls>${detail}</NtryDtls></Ntry>`;
}

function writeDetail(
  { kind, reason, instruction, message }: Movement,
  money: string,
  direction: string,
  traits: Traits,
): string {
  const cut = (text: string) => text.slice(0, traits.idLength);
  const isOld = traits.statementVersion === '02';
  const uetr = isOld || instruction.uetr === '' ? '' : `<UETR>${instruction.uetr}</UETR>`;
  const refs = `<Refs><MsgId>${cut(message.messageId)}</MsgId><PmtInfId>${cut(message.paymentInfoId)}</PmtInfId><InstrId>${cut(instruction.instrId)}</InstrId><EndToEndId>${cut(instruction.endToEndId)}</EndToEndId>${uetr}</Refs>`;
  const why = kind === 'return' ? `<RtrInf><Rsn><Cd>${reason ?? 'MS03'}</Cd></Rsn></RtrInf>` : '';
  const amounts = isOld ? `<AmtDtls><TxAmt>${money}</TxAmt></AmtDtls>` : `${money}${direction}`;
  return `<TxDtls>${refs}${amounts}${why}</TxDtls>`;
}
