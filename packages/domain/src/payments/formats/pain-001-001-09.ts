import { isPaymentText } from '../charset.js';
import { inFileOrder, type PaymentLine, type PaymentTerms } from '../line.js';
import { sumOf, toDecimal } from '../money.js';

export const PAIN_001_001_09 = 'pain.001.001.09';

/** One message with one payment information block: one debit account, date, service level and currency. */
export interface CreditTransferFile {
  readonly messageId: string;
  readonly paymentInfoId: string;
  /** UTC, `2026-11-24T08:00:00Z`: the time of the last approval, so that the bytes are the same whenever they are made. */
  readonly createdAt: string;
  readonly currency: string;
  readonly debtorName: string;
  /** The paying institution's id with the bank. */
  readonly debtorId: string;
  readonly debtorAccount: string;
  readonly debtorAgent: string;
  readonly terms: PaymentTerms;
}

/**
 * The file as chunks of text, a line a chunk; totals are exact. Throws for a text outside the characters of payments
 * and for a line in another currency: validation comes before.
 */
export function* pain00100109(file: CreditTransferFile, lines: readonly PaymentLine[]): Generator<string> {
  const total = sumOf(
    lines.map(({ amountMinor: minor, currency }) => ({ minor, currency })),
    file.currency,
  );
  const totals = element('NbOfTxs', String(lines.length)) + element('CtrlSum', toDecimal(total));
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${PAIN_001_001_09}"><CstmrCdtTrfInitn>`;
  yield groupHeader(file, totals);
  yield paymentInformation(file, totals);
  for (const line of inFileOrder(lines)) yield creditTransfer(line);
  yield '</PmtInf></CstmrCdtTrfInitn></Document>\n';
}

function groupHeader({ messageId, createdAt, debtorName, debtorId }: CreditTransferFile, totals: string): string {
  const party = element('Nm', debtorName) + nest('Id/OrgId/Othr/Id', debtorId);
  return wrap('GrpHdr', element('MsgId', messageId) + element('CreDtTm', createdAt) + totals + wrap('InitgPty', party));
}

/** The block is left open: its transfers follow. */
function paymentInformation(file: CreditTransferFile, totals: string): string {
  const { terms, currency } = file;
  return [
    '<PmtInf>',
    element('PmtInfId', file.paymentInfoId),
    '<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>',
    totals,
    wrap('PmtTpInf', nest('SvcLvl/Cd', terms.serviceLevel) + nest('CtgyPurp/Cd', terms.categoryPurpose)),
    nest('ReqdExctnDt/Dt', terms.executionDate),
    nest('Dbtr/Nm', file.debtorName),
    wrap('DbtrAcct', nest('Id/Othr/Id', file.debtorAccount) + element('Ccy', currency)),
    nest('DbtrAgt/FinInstnId/Othr/Id', file.debtorAgent),
    element('ChrgBr', terms.chargeBearer),
  ].join('');
}

/** One text, checked once a field: a million lines are written this way. */
function creditTransfer(line: PaymentLine): string {
  const amount = toDecimal({ minor: line.amountMinor, currency: line.currency });
  return (
    `<CdtTrfTxInf><PmtId><InstrId>${safe('InstrId', line.instrId)}</InstrId>` +
    `<EndToEndId>${safe('EndToEndId', line.endToEndId)}</EndToEndId><UETR>${safe('UETR', line.uetr)}</UETR></PmtId>` +
    `<Amt><InstdAmt Ccy="${safe('Ccy', line.currency)}">${amount}</InstdAmt></Amt>` +
    `<CdtrAgt><FinInstnId><Othr><Id>${safe('CdtrAgt', line.creditorAgent)}</Id></Othr></FinInstnId></CdtrAgt>` +
    `<Cdtr><Nm>${safe('Nm', line.payeeName)}</Nm></Cdtr>` +
    `<CdtrAcct><Id><Othr><Id>${safe('CdtrAcct', line.account)}</Id>` +
    `<SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct>` +
    `<Purp><Cd>${safe('Purp', line.purpose)}</Cd></Purp>` +
    `<RmtInf><Ustrd>${safe('Ustrd', line.remittance)}</Ustrd></RmtInf></CdtTrfTxInf>`
  );
}

/** The characters of payments need no escaping in XML; anything else must not get this far. */
function safe(name: string, text: string): string {
  if (!isPaymentText(text)) throw new RangeError(`${name} has characters that payments do not know`);
  return text;
}

function element(name: string, text: string): string {
  return wrap(name, safe(name, text));
}

function nest(path: string, text: string): string {
  const names = path.split('/');
  const innermost = names.pop() ?? '';
  return names.reduceRight((inside, name) => wrap(name, inside), element(innermost, text));
}

function wrap(name: string, inside: string): string {
  return `<${name}>${inside}</${name}>`;
}
