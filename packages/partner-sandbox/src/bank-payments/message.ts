import { SaxesParser } from 'saxes';

/** One credit transfer as the bank reads it from a pain.001; what is not there is the empty text. */
export interface Instruction {
  readonly instrId: string;
  readonly endToEndId: string;
  readonly uetr: string;
  readonly account: string;
  readonly scheme: string;
  readonly creditorAgent: string;
  readonly creditorName: string;
  readonly purpose: string;
  readonly remittance: string;
  readonly amount: string;
  readonly currency: string;
}

export interface PaymentMessage {
  /** A file of the operator's own kind, which is answered in kind. */
  readonly form?: 'bulk';
  readonly messageId: string;
  readonly count: string;
  readonly sum: string;
  readonly initiator: string;
  /** Totals of each payment information block. */
  readonly blocks: readonly { readonly count: string; readonly sum: string }[];
  readonly paymentInfoId: string;
  readonly method: string;
  readonly batchBooking: string;
  readonly serviceLevel: string;
  readonly categoryPurpose: string;
  readonly chargeBearer: string;
  readonly debtorName: string;
  readonly debtorAccount: string;
  readonly debtorCurrency: string;
  readonly debtorAgent: string;
  readonly executionDate: string;
  readonly instructions: readonly Instruction[];
}

/** What somebody says, beside a file, of what is in it. */
export interface Totals {
  readonly count: number;
  readonly sum: string;
}

type Texts = ReadonlyMap<string, string>;

/**
 * Collects the text of every leaf by its path; a transfer ends with its closing tag. The XSD has been checked before.
 */
export function readPaymentMessage(xml: string): PaymentMessage {
  const path: string[] = [];
  const found = { instructions: [] as Instruction[], blocks: [] as PaymentMessage['blocks'][number][] };
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
    if (name === 'CdtTrfTxInf') found.instructions.push(toInstruction(transfer, currency));
    if (name === 'PmtInf') found.blocks.push(totalsOf(head));
    path.pop();
    text = '';
  });
  parser.write(xml).close();
  return { ...readHead(head), ...found };
}

const textAt = (texts: Texts) => (key: string) => texts.get(key) ?? '';

function totalsOf(head: Texts): PaymentMessage['blocks'][number] {
  const get = textAt(head);
  return { count: get('PmtInf/NbOfTxs'), sum: get('PmtInf/CtrlSum') };
}

function readHead(head: Texts): Omit<PaymentMessage, 'instructions' | 'blocks'> {
  const get = textAt(head);
  return {
    messageId: get('GrpHdr/MsgId'),
    count: get('GrpHdr/NbOfTxs'),
    sum: get('GrpHdr/CtrlSum'),
    initiator: get('GrpHdr/InitgPty/Id/OrgId/Othr/Id'),
    paymentInfoId: get('PmtInf/PmtInfId'),
    method: get('PmtInf/PmtMtd'),
    batchBooking: get('PmtInf/BtchBookg'),
    serviceLevel: get('PmtInf/PmtTpInf/SvcLvl/Cd'),
    categoryPurpose: get('PmtInf/PmtTpInf/CtgyPurp/Cd'),
    chargeBearer: get('PmtInf/ChrgBr'),
    debtorName: get('PmtInf/Dbtr/Nm'),
    debtorAccount: get('PmtInf/DbtrAcct/Id/Othr/Id'),
    debtorCurrency: get('PmtInf/DbtrAcct/Ccy'),
    debtorAgent: get('PmtInf/DbtrAgt/FinInstnId/Othr/Id'),
    executionDate: get('PmtInf/ReqdExctnDt/Dt'),
  };
}

function toInstruction(transfer: Texts, currency: string): Instruction {
  const get = textAt(transfer);
  return {
    instrId: get('PmtId/InstrId'),
    endToEndId: get('PmtId/EndToEndId'),
    uetr: get('PmtId/UETR'),
    account: get('CdtrAcct/Id/Othr/Id'),
    scheme: get('CdtrAcct/Id/Othr/SchmeNm/Cd'),
    creditorAgent: get('CdtrAgt/FinInstnId/Othr/Id'),
    creditorName: get('Cdtr/Nm'),
    purpose: get('Purp/Cd'),
    remittance: get('RmtInf/Ustrd'),
    amount: get('Amt/InstdAmt'),
    currency,
  };
}

/** Whether a text is an amount that the bank can count: a sum of which it would leave a part out is none. */
export const isAmount = (text: string): boolean => /^\d+(\.\d{1,2})?$/.test(text);

/** Cents of a decimal text of the bank's one currency; the bank counts in whole cents. */
export function centsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
}

export function fromCents(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
