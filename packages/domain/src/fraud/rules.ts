import type { FraudRule } from './rule.js';
import { deceasedPerson } from './rules/deceased-person.js';
import { duplicatePayment } from './rules/duplicate-payment.js';
import { overCeiling } from './rules/over-ceiling.js';
import { paymentAfterExit } from './rules/payment-after-exit.js';
import { sharedIdentifier } from './rules/shared-identifier.js';

/** Every rule. One a line, sorted; its id is its file name. */
export const fraudRules: readonly FraudRule[] = [
  deceasedPerson,
  duplicatePayment,
  overCeiling,
  paymentAfterExit,
  sharedIdentifier,
];
