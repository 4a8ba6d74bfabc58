import { isDay } from './calendar.js';
import { centsOf, isAmount, type Instruction, type PaymentMessage } from './message.js';
import { problemOfRepeats } from './refusal.js';

/** Most that a wallet takes at once, in cents. */
const WALLET_LIMIT = 15_000_000n;
const TITLES =
  'id,request_id,payment_mode,payee_identifier_type,payee_identifier,payee_name,payee_dfsp_id,amount,currency,end_to_end_id,note';

/** Whether a customer sent the bulk file of docs/how-to/add-a-payment-channel.md and no message of ISO 20022. */
export const isBulkFile = (text: string): boolean => text.startsWith('H,');

/**
 * The bulk file of the operator as its own description has it, read by its own means: a header record, titles, a record
 * a payment, a trailer. The bank's word for what is wrong with it instead, when there is something.
 */
export function readBulkFile(text: string, messageIdOfDelivery: string): PaymentMessage | string {
  if (!text.endsWith('\n')) return 'file_cut_off';
  const [header = '', titles, ...body] = text.slice(0, -1).split('\n');
  const trailer = splitRecord(body.pop() ?? '');
  const [mark, ...said] = splitRecord(header);
  const [messageId, debtorAccount, debtorAgent, executionDate, debtorCurrency, count, sum] = said as Partial<HeadCells>;
  const head = texts({ messageId, debtorAccount, debtorAgent, executionDate, debtorCurrency, count, sum });
  if (mark !== 'H' || titles !== TITLES || trailer[0] !== 'T') return 'FF01';
  const payments = body.map((record, at) => readPayment(splitRecord(record), at + 1, head.debtorCurrency));
  const wrong = problemOfHead(head, messageIdOfDelivery) ?? payments.find((one) => typeof one === 'string');
  if (typeof wrong === 'string') return wrong;
  const instructions = payments.filter((one): one is Instruction => typeof one !== 'string');
  const problem = problemOfTotals(head, trailer, instructions) ?? problemOfRepeats(instructions);
  return problem ?? { ...UNSAID, ...head, instructions };
}

type HeadCells = [string, string, string, string, string, string, string];
type Head = Pick<
  PaymentMessage,
  'count' | 'debtorAccount' | 'debtorAgent' | 'debtorCurrency' | 'executionDate' | 'messageId' | 'sum'
>;

/** A cell that is not there is the empty text, which every check refuses. */
function texts<Key extends string>(cells: Readonly<Record<Key, string | undefined>>): Record<Key, string> {
  return Object.fromEntries(Object.entries(cells).map(([key, text]) => [key, text ?? ''])) as Record<Key, string>;
}

function problemOfHead({ messageId, executionDate, debtorAccount, debtorAgent }: Head, delivered: string) {
  if (messageId !== delivered) return 'message_id';
  if (!isDay(executionDate)) return 'CH03';
  return debtorAccount === '' || debtorAgent === '' ? 'AC02' : undefined;
}

function problemOfTotals({ count, sum }: Head, trailer: readonly string[], instructions: readonly Instruction[]) {
  if (count !== String(instructions.length) || trailer[1] !== count) return 'AM18';
  const total = instructions.reduce((added, { amount }) => added + centsOf(amount), 0n);
  return !isAmount(sum) || centsOf(sum) !== total || trailer[2] !== sum ? 'AM10' : undefined;
}

/** What a message of ISO 20022 says and this file does not. */
const UNSAID = {
  form: 'bulk',
  initiator: '',
  blocks: [],
  paymentInfoId: '',
  method: 'TRF',
  batchBooking: 'false',
  serviceLevel: '',
  categoryPurpose: '',
  chargeBearer: '',
  debtorName: '',
} as const;

function readPayment(cells: readonly string[], place: number, currencyOfFile: string): Instruction | string {
  if (cells.length !== 11 || cells[0] !== String(place)) return 'record';
  const [, instrId, mode, type, account, creditorName, creditorAgent, amount, currency, endToEndId, remittance] = cells;
  const named = texts({ instrId, account, creditorName, creditorAgent, amount, currency, endToEndId, remittance });
  if (mode !== 'MOBILE' || type !== 'ACCOUNT') return 'payment_mode';
  if (named.currency !== currencyOfFile) return 'CURR';
  if (Object.values(named).some((text) => text === '')) return 'cell_missing';
  if (!/^\d+\.\d{2}$/.test(named.amount) || centsOf(named.amount) <= 0n) return 'AM01';
  if (centsOf(named.amount) > WALLET_LIMIT) return 'AM14';
  return { ...named, uetr: '', scheme: '', purpose: '' };
}

/** RFC 4180: a cell in quotation marks may hold commas, and its quotation marks are doubled. */
function splitRecord(record: string): readonly string[] {
  const cells: string[] = [];
  let rest = `${record},`;
  while (rest !== '') {
    const [whole = '', quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^",]*)),/.exec(rest) ?? [];
    if (whole === '') return [];
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    rest = rest.slice(whole.length);
  }
  return cells;
}
