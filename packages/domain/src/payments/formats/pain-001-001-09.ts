import { decimalWriter } from '../../platform/minor-units.js';
import { inFileOrder, type PaymentLine, type PaymentTerms } from '../line.js';
import { sumOf, toDecimal } from '../money.js';
import { asciiBytes, paymentBytes, type PaymentBytes } from './payment-bytes.js';
import { element, nest, safe, wrap } from './payment-xml.js';

export const PAIN_001_001_09 = 'pain.001.001.09';

/** One message with one payment information block: one debit account, date, service level and currency. */
export interface CreditTransferFile {
  readonly messageId: string;
  readonly paymentInfoId: string;
  /**
   * UTC, `2026-11-24T08:00:00Z`: the time of the last approval, so that the bytes are the same whenever they are made.
   */
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
 * The bytes of the file; totals are exact. Throws RangeError for a text outside the characters of payments and for a
 * line in another currency: validation comes before.
 */
export function pain00100109(file: CreditTransferFile, lines: readonly PaymentLine[]): Uint8Array {
  return writePain001(VERSION_09, file, lines);
}

/** In what the versions of pain.001 differ for us. */
export interface Pain001Version {
  readonly name: string;
  readonly executionDate: (date: string) => string;
  readonly hasUetr: boolean;
}

const VERSION_09: Pain001Version = {
  name: PAIN_001_001_09,
  executionDate: (date) => nest('ReqdExctnDt/Dt', date),
  hasUetr: true,
};

/** As `pain00100109`, in another version. */
export function writePain001(
  version: Pain001Version,
  file: CreditTransferFile,
  lines: readonly PaymentLine[],
): Uint8Array {
  const writer = paymentBytes(BYTES_OF_HEAD + lines.length * BYTES_OF_LINE);
  writer.raw(asciiBytes(beginning(version, file, lines)));
  const write = transferWriter(version, writer, file.currency);
  for (const line of inFileOrder(lines)) write(line);
  writer.raw(asciiBytes('</PmtInf></CstmrCdtTrfInitn></Document>\n'));
  return writer.bytes();
}

// What a file mostly needs: one that needs more has it.
const BYTES_OF_HEAD = 2048;
const BYTES_OF_LINE = 560;

function beginning(version: Pain001Version, file: CreditTransferFile, lines: readonly PaymentLine[]): string {
  const total = sumOf(
    lines.map(({ amountMinor: minor, currency }) => ({ minor, currency })),
    file.currency,
  );
  const totals = element('NbOfTxs', String(lines.length)) + element('CtrlSum', toDecimal(total));
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${version.name}"><CstmrCdtTrfInitn>` +
    groupHeader(file, totals) +
    paymentInformation(version, file, totals)
  );
}

function groupHeader({ messageId, createdAt, debtorName, debtorId }: CreditTransferFile, totals: string): string {
  const party = element('Nm', debtorName) + nest('Id/OrgId/Othr/Id', debtorId);
  return wrap('GrpHdr', element('MsgId', messageId) + element('CreDtTm', createdAt) + totals + wrap('InitgPty', party));
}

/** The block is left open: its transfers follow. */
function paymentInformation(version: Pain001Version, file: CreditTransferFile, totals: string): string {
  const { terms, currency } = file;
  return [
    '<PmtInf>',
    element('PmtInfId', file.paymentInfoId),
    '<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>',
    totals,
    wrap('PmtTpInf', nest('SvcLvl/Cd', terms.serviceLevel) + nest('CtgyPurp/Cd', terms.categoryPurpose)),
    version.executionDate(terms.executionDate),
    nest('Dbtr/Nm', file.debtorName),
    wrap('DbtrAcct', nest('Id/Othr/Id', file.debtorAccount) + element('Ccy', currency)),
    nest('DbtrAgt/FinInstnId/Othr/Id', file.debtorAgent),
    element('ChrgBr', terms.chargeBearer),
  ].join('');
}

/** What stands between the texts of a line, and the writer of one: a million lines are written this way. */
function transferWriter(
  { hasUetr }: Pain001Version,
  writer: PaymentBytes,
  currency: string,
): (line: PaymentLine) => void {
  const [first, endToEnd, uetr] = [
    '<CdtTrfTxInf><PmtId><InstrId>',
    '</InstrId><EndToEndId>',
    '</EndToEndId><UETR>',
  ].map(asciiBytes) as [Uint8Array, Uint8Array, Uint8Array];
  const before = hasUetr ? '</UETR>' : '</EndToEndId>';
  const amount = asciiBytes(`${before}</PmtId><Amt><InstdAmt Ccy="${safe('Ccy', currency)}">`);
  const account = asciiBytes('</Nm></Cdtr><CdtrAcct><Id><Othr><Id>');
  const [amountOf, agentOf, endOf] = [decimalWriter(currency), remembering(agentPart), remembering(endPart)];
  return (line) => {
    writer.raw(first);
    writer.text('InstrId', line.instrId);
    writer.raw(endToEnd);
    writer.text('EndToEndId', line.endToEndId);
    if (hasUetr) {
      writer.raw(uetr);
      writer.text('UETR', line.uetr);
    }
    writer.raw(amount);
    writer.text('InstdAmt', amountOf(line.amountMinor));
    writer.raw(agentOf(line.creditorAgent, ''));
    writer.text('Nm', line.payeeName);
    writer.raw(account);
    writer.text('CdtrAcct', line.account);
    writer.raw(endOf(line.purpose, line.remittance));
  };
}

/** From the amount to the name. */
function agentPart(agent: string): Uint8Array {
  const id = wrap('CdtrAgt', nest('FinInstnId/Othr/Id', agent));
  return asciiBytes(`</InstdAmt></Amt>${id}<Cdtr><Nm>`);
}

/** From the account to the end of the transfer. */
function endPart(purpose: string, remittance: string): Uint8Array {
  const scheme = '</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct>';
  return asciiBytes(`${scheme}${nest('Purp/Cd', purpose)}${nest('RmtInf/Ustrd', remittance)}</CdtTrfTxInf>`);
}

/** The function with its last answer kept: neighbours in a file mostly ask the same. */
function remembering(work: (one: string, other: string) => Uint8Array): (one: string, other: string) => Uint8Array {
  let last: { one: string; other: string; answer: Uint8Array } | undefined;
  return (one, other) => {
    if (last?.one !== one || last.other !== other) last = { one, other, answer: work(one, other) };
    return last.answer;
  };
}
