import type { Instruction, PaymentMessage } from '../bank-payments/message.js';
import { centsOf } from '../bank-payments/message.js';
import { compileSchema, parseJson } from '../common/schema.js';

const party = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['key', 'value'],
    properties: { key: { type: 'string' }, value: { type: 'string', minLength: 1, maxLength: 20 } },
  },
} as const;

const problemOfList = compileSchema({
  type: 'array',
  minItems: 1,
  maxItems: 100_000,
  items: {
    type: 'object',
    required: ['requestId', 'creditParty', 'debitParty', 'paymentMode', 'amount', 'currency', 'descriptionText'],
    additionalProperties: false,
    properties: {
      requestId: { type: 'string', minLength: 1, maxLength: 16 },
      creditParty: party,
      debitParty: party,
      paymentMode: { type: 'string', maxLength: 20 },
      amount: { type: 'number', exclusiveMinimum: 0 },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      descriptionText: { type: 'string', maxLength: 50 },
    },
  },
});

interface ListedPayment {
  readonly requestId: string;
  readonly creditParty: readonly { readonly key: string; readonly value: string }[];
  readonly debitParty: readonly { readonly key: string; readonly value: string }[];
  readonly amount: number;
  readonly currency: string;
  readonly descriptionText: string;
}

/** What a bulk list has the bank pay; or the hub's word for what is wrong with it. */
export function readList(text: string, correlationId: string, today: string): PaymentMessage | string {
  const list = parseJson(text);
  const problem = problemOfList(list);
  if (problem !== undefined) return problem;
  return toOrder((list as readonly ListedPayment[]).map(toPayment), correlationId, today);
}

const TITLES =
  'id,request_id,payment_mode,payer_identifier_type,payer_identifier,payee_identifier_type,payee_identifier,amount,currency,note,payee_dfsp_id';

/** The same from the columns of the hub's CSV; no cell of it holds a comma. */
export function readColumns(text: string, correlationId: string, today: string): PaymentMessage | string {
  const [titles, ...rows] = text.trimEnd().split('\n');
  if (titles !== TITLES || rows.length === 0 || !text.endsWith('\n')) return 'The columns are not those of a batch.';
  const payments = rows.map((row, at) => {
    const cells = row.split(',');
    const [id, requestId = '', , , payer = '', , account = '', amount = '', currency = '', note = '', agent = ''] =
      cells;
    return cells.length === 11 && id === String(at + 1) && /^\d+\.\d{2}$/.test(amount)
      ? { requestId, payer, account, agent, amount, currency, note }
      : undefined;
  });
  const whole = payments.filter((one) => one !== undefined);
  return whole.length === rows.length ? toOrder(whole, correlationId, today) : 'A row is not that of a payment.';
}

interface Payment {
  readonly requestId: string;
  readonly payer: string;
  readonly account: string;
  readonly agent: string;
  readonly amount: string;
  readonly currency: string;
  readonly note: string;
}

function toPayment(one: ListedPayment): Payment {
  const value = (list: ListedPayment['creditParty'], key: string) =>
    list.find((entry) => entry.key === key)?.value ?? '';
  return {
    requestId: one.requestId,
    payer: value(one.debitParty, 'accountnumber'),
    account: value(one.creditParty, 'accountnumber'),
    agent: value(one.creditParty, 'agent'),
    amount: textOfAmount(one.amount),
    currency: one.currency,
    note: one.descriptionText,
  };
}

/** Whole cents as text; what is none stays as it came, and is refused: a hub that rounds pays what nobody ordered. */
function textOfAmount(amount: number): string {
  const text = amount.toFixed(2);
  return Number(text) === amount ? text : String(amount);
}

function toOrder(payments: readonly Payment[], messageId: string, today: string): PaymentMessage | string {
  const [first] = payments;
  const alike = (of: (one: Payment) => string) => new Set(payments.map(of)).size === 1;
  if (!first || !alike(({ payer }) => payer) || !alike(({ currency }) => currency)) return 'One payer, one currency.';
  if (new Set(payments.map(({ requestId }) => requestId)).size < payments.length) return 'A requestId comes twice.';
  if (payments.some(({ account, requestId }) => account === '' || requestId === '')) return 'A payee is missing.';
  if (first.payer === '') return 'The payer is missing.';
  if (payments.some(({ amount }) => !/^\d+\.\d{2}$/.test(amount) || centsOf(amount) <= 0n))
    return 'An amount is wrong.';
  const total = payments.reduce((sum, { amount }) => sum + centsOf(amount), 0n);
  return {
    ...{ messageId, count: String(payments.length), sum: `${total / 100n}.${String(total % 100n).padStart(2, '0')}` },
    ...{ initiator: '', blocks: [], paymentInfoId: '', method: 'TRF', batchBooking: 'false', serviceLevel: '' },
    ...{ categoryPurpose: '', chargeBearer: '', debtorName: '', debtorAccount: first.payer, debtorAgent: '' },
    // A hub pays at once: its lists have no day.
    ...{ debtorCurrency: first.currency, executionDate: today },
    instructions: payments.map(toInstruction),
  };
}

const toInstruction = (one: Payment): Instruction => ({
  ...{
    instrId: one.requestId,
    endToEndId: '',
    uetr: '',
    account: one.account,
    scheme: 'BBAN',
    creditorAgent: one.agent,
  },
  ...{ creditorName: '', purpose: '', remittance: one.note, amount: one.amount, currency: one.currency },
});
