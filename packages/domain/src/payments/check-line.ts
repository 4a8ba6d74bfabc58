import { isPaymentId, isPaymentText } from './charset.js';
import type { PaymentLine } from './line.js';

/** Why a benefit is not in a batch; each one left out is named with its reason (I10). */
export type ExclusionReason =
  | 'account-missing'
  | 'account-not-verified'
  | 'amount-not-exact'
  | 'attempt-live'
  | 'benefit-not-payable'
  | 'code-not-unique'
  | 'name-not-writable'
  | 'over-wallet-limit'
  | 'person-not-found'
  | 'text-not-writable';

/** What is wrong with a line before it is frozen; undefined when a bank can take it (A1). */
export function refuseLine(line: PaymentLine): ExclusionReason | undefined {
  if (!Number.isSafeInteger(line.amountMinor) || line.amountMinor <= 0) return 'amount-not-exact';
  if (!isPaymentId(line.account, 34)) return 'account-missing';
  if (!isPaymentText(line.payeeName) || line.payeeName.length > 140) return 'name-not-writable';
  const idsFit = [line.instrId, line.endToEndId, line.creditorAgent].every((id) => isPaymentId(id, 35));
  const textFits = isPaymentText(line.remittance) && line.remittance.length <= 140;
  return idsFit && textFits ? undefined : 'text-not-writable';
}
