import type { DisburseMessage, Disbursement } from '@interlink/contracts/payments/g2p-connect';
import type { ExclusionReason } from '../check-line.js';
import { inFileOrder, type PaymentLine } from '../line.js';
import { minorDigits } from '../../platform/minor-units.js';
import { toDecimal } from '../money.js';
import type { CreditTransferFile } from './pain-001-001-09.js';

/** By the name that a channel gives; and as statements and files name it. */
export const G2P_FORMAT = 'g2p-disburse';
export const G2P_DISBURSE = 'g2p-connect:disburse:1.0.0';

/**
 * The message of a G2P Connect `disburse` request for these lines, in the order of their ids: each is known by its
 * InstrId, the whole by the message id of the file. Throws RangeError for a line in another currency.
 */
export function g2pDisburse(file: CreditTransferFile, lines: readonly PaymentLine[]): string {
  const message: DisburseMessage = {
    transaction_id: file.messageId,
    disbursements: inFileOrder(lines).map((line) => toDisbursement(file, line)),
  };
  return JSON.stringify(message);
}

function toDisbursement(file: CreditTransferFile, line: PaymentLine): Disbursement {
  if (line.currency !== file.currency) throw new RangeError('a line in another currency than its file');
  return {
    reference_id: line.instrId,
    payer_fa: `account:${file.debtorAccount}@${file.debtorAgent}`,
    payee_fa: payeeAddress(line),
    amount: amountOf(line),
    currency_code: line.currency,
    scheduled_timestamp: `${file.terms.executionDate}T00:00:00Z`,
    payer_name: file.debtorName,
    payee_name: line.payeeName,
    purpose: line.purpose,
    note: line.remittance,
  };
}

/** A number with its country (E.164) is a wallet; anything else an account. */
function payeeAddress({ account, creditorAgent }: Pick<PaymentLine, 'account' | 'creditorAgent'>): string {
  return `${/^\+\d{8,15}$/.test(account) ? 'mobile' : 'account'}:${account}@${creditorAgent}`;
}

/** The format wants a point and a digit also where the currency has none. */
function amountOf({ amountMinor: minor, currency }: Pick<PaymentLine, 'amountMinor' | 'currency'>): string {
  const text = toDecimal({ minor, currency });
  return text.includes('.') ? text : `${text}.00`;
}

const ADDRESS = /^[a-z][a-z0-9-]*:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/;
const isAddress = (text: string) => ADDRESS.test(text) && text.length <= 99;

/** Why the message cannot say this payment; undefined when it can. */
export function refuseForDisburse(
  line: Pick<PaymentLine, 'account' | 'amountMinor' | 'creditorAgent' | 'currency' | 'purpose' | 'remittance'>,
): ExclusionReason | undefined {
  if (!/^\d{1,13}\.\d{1,2}$/.test(amountOf(line))) return 'amount-not-exact';
  const fits = isAddress(payeeAddress(line)) && line.remittance.length <= 99;
  return fits ? undefined : 'text-not-writable';
}

/** Whether it can say what all lines share: who pays, in a currency of two digits at most. */
export function disburseHeadFits({
  currency,
  debtorAccount,
  debtorAgent,
}: Pick<CreditTransferFile, 'currency' | 'debtorAccount' | 'debtorAgent'>): boolean {
  return minorDigits(currency) <= 2 && isAddress(`account:${debtorAccount}@${debtorAgent}`);
}
