import { randomUUID } from 'node:crypto';
import type { Verdict } from '../bank-payments/books.js';
import { centsOf, type Instruction, type PaymentMessage } from '../bank-payments/message.js';
import type { SignedEnvelope } from '../civil-registry/admission.js';
import type { Parts } from '../civil-registry/signature.js';

/** The switch's id in messages. */
export const SWITCH_ID = 'payment-switch';

export interface Disbursement {
  readonly reference_id: string;
  readonly payer_fa: string;
  readonly payee_fa: string;
  readonly amount: string;
  readonly currency_code: string;
  readonly scheduled_timestamp: string;
  readonly payer_name?: string;
  readonly payee_name?: string;
  readonly purpose?: string;
  readonly note?: string;
}

export interface DisburseEnvelope extends SignedEnvelope {
  readonly header: SignedEnvelope['header'] & { readonly sender_uri?: string };
  readonly message: { readonly transaction_id: string; readonly disbursements: readonly Disbursement[] };
}

export interface StatusEnvelope extends SignedEnvelope {
  readonly message: {
    readonly transaction_id: string;
    readonly txnstatus_request: { readonly attribute_type: string; readonly attribute_value: string };
  };
}

const splitAddress = (address: string) => {
  const [, type = '', value = '', provider = ''] = /^([^:]+):([^@]+)@(.+)$/.exec(address) ?? [];
  return { type, value, provider };
};

/** What the switch has the bank pay; or what is wrong with the list as a whole. */
export function toOrder({ transaction_id: messageId, disbursements }: DisburseEnvelope['message']) {
  const [first] = disbursements;
  if (!first) return 'rjct.reference_id.invalid';
  const alike = (of: (one: Disbursement) => string) => new Set(disbursements.map(of)).size === 1;
  if (!alike(({ payer_fa: payer }) => payer)) return 'rjct.payer_fa.invalid';
  if (!alike(({ currency_code: currency }) => currency)) return 'rjct.currency_code.invalid';
  if (!alike(({ scheduled_timestamp: at }) => at)) return 'rjct.schedule_ts.invalid';
  if (new Set(disbursements.map(({ reference_id: id }) => id)).size < disbursements.length)
    return 'rjct.reference_id.duplicate';
  if (disbursements.some(({ amount }) => centsOf(amount) <= 0n)) return 'rjct.amount.invalid';
  const payer = splitAddress(first.payer_fa);
  const total = disbursements.reduce((sum, { amount }) => sum + centsOf(amount), 0n);
  const order: PaymentMessage = {
    ...{
      messageId,
      count: String(disbursements.length),
      sum: `${total / 100n}.${String(total % 100n).padStart(2, '0')}`,
    },
    ...{ initiator: '', blocks: [], paymentInfoId: '', method: 'TRF', batchBooking: 'false', serviceLevel: '' },
    ...{ categoryPurpose: '', chargeBearer: '', debtorName: first.payer_name ?? '' },
    ...{ debtorAccount: payer.value, debtorAgent: payer.provider, debtorCurrency: first.currency_code },
    executionDate: first.scheduled_timestamp.slice(0, 10),
    instructions: disbursements.map(toInstruction),
  };
  return order;
}

function toInstruction(one: Disbursement): Instruction {
  const { value: account, provider: creditorAgent } = splitAddress(one.payee_fa);
  return {
    ...{ instrId: one.reference_id, endToEndId: '', uetr: '', account, scheme: 'BBAN', creditorAgent },
    ...{ creditorName: one.payee_name ?? '', purpose: one.purpose ?? '', remittance: one.note ?? '' },
    ...{ amount: one.amount, currency: one.currency_code },
  };
}

const WORDS = { ACSP: 'pdng', ACSC: 'succ', RJCT: 'rjct' } as const;
/** Reasons of the bank that G2P Connect has a word for; the others are told as the bank says them. */
const CODES: Readonly<Record<string, string>> = { AC01: 'rjct.payee_fa.invalid' };

/** How each disbursement stands, in the words of G2P Connect. */
export function statusesOf(disbursements: readonly Disbursement[], verdicts: readonly Verdict[], at: string) {
  return disbursements.map(({ reference_id }, place) => {
    const { status, reason } = verdicts[place] ?? { status: 'ACSP' };
    const code = reason === undefined ? {} : { status_reason_code: CODES[reason] ?? reason };
    return { reference_id, timestamp: at, status: WORDS[status], ...code };
  });
}
export type Statuses = ReturnType<typeof statusesOf>;

interface Telling {
  readonly transactionId: string;
  readonly receiver: string;
  readonly at: string;
}

function headerOf(action: string, { receiver, at }: Telling, statuses: Statuses) {
  const completed = statuses.filter(({ status }) => status === 'succ' || status === 'rjct').length;
  return {
    ...{ version: '1.0.0', message_id: randomUUID(), message_ts: at, action, status: 'succ' },
    ...{ total_count: statuses.length, completed_count: completed, sender_id: SWITCH_ID },
    ...{ receiver_id: receiver, is_msg_encrypted: false, meta: {} },
  };
}

export function onDisburse(telling: Telling, statuses: Statuses): Parts {
  const message = { transaction_id: telling.transactionId, disbursements_status: statuses };
  return { header: headerOf('on-disburse', telling, statuses), message };
}

/** Answers the question of that id about the transaction. */
export function onStatus(asked: string, telling: Telling, statuses: Statuses): Parts {
  const txn_status = { transaction_id: telling.transactionId, disbursements_status: statuses };
  const message = {
    transaction_id: asked,
    correlation_id: randomUUID(),
    txnstatus_response: { txn_type: 'disburse', txn_status },
  };
  return { header: headerOf('txn-on-status', telling, statuses), message };
}
