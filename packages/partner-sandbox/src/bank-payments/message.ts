import { SaxesParser } from 'saxes';

/** One credit transfer as the bank reads it from a pain.001. */
export interface Instruction {
  readonly instrId: string;
  readonly endToEndId: string;
  readonly uetr: string;
  readonly account: string;
  readonly amount: string;
  readonly currency: string;
}

export interface PaymentMessage {
  readonly messageId: string;
  readonly count: string;
  readonly sum: string;
  readonly paymentInfoId: string;
  readonly debtorAccount: string;
  readonly executionDate: string;
  readonly instructions: readonly Instruction[];
}

/** Collects the text of every leaf by its path; a transfer ends with its closing tag. The XSD has been checked before. */
export function readPaymentMessage(xml: string): PaymentMessage {
  const path: string[] = [];
  const instructions: Instruction[] = [];
  let text = '';
  let currency = '';
  let transfer = new Map<string, string>();
  const head = new Map<string, string>();
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    text = '';
    if (name === 'CdtTrfTxInf') transfer = new Map();
    if (name === 'InstdAmt') currency = String(attributes['Ccy']);
  });
  parser.on('text', (chunk) => void (text += chunk));
  parser.on('closetag', ({ name }) => {
    const at = path.indexOf('CdtTrfTxInf');
    const key = path.slice(at < 0 ? 2 : at + 1).join('/');
    (at < 0 ? head : transfer).set(key, text.trim());
    if (name === 'CdtTrfTxInf') instructions.push(toInstruction(transfer, currency));
    path.pop();
    text = '';
  });
  parser.write(xml).close();
  const get = (key: string) => head.get(key) ?? '';
  return {
    messageId: get('GrpHdr/MsgId'),
    count: get('GrpHdr/NbOfTxs'),
    sum: get('GrpHdr/CtrlSum'),
    paymentInfoId: get('PmtInf/PmtInfId'),
    debtorAccount: get('PmtInf/DbtrAcct/Id/Othr/Id'),
    executionDate: get('PmtInf/ReqdExctnDt/Dt'),
    instructions,
  };
}

function toInstruction(transfer: ReadonlyMap<string, string>, currency: string): Instruction {
  const get = (key: string) => transfer.get(key) ?? '';
  return {
    instrId: get('PmtId/InstrId'),
    endToEndId: get('PmtId/EndToEndId'),
    uetr: get('PmtId/UETR'),
    account: get('CdtrAcct/Id/Othr/Id'),
    amount: get('Amt/InstdAmt'),
    currency,
  };
}

/** Cents of a decimal text of the bank's one currency; the bank counts in whole cents. */
export function centsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
}

export function fromCents(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
