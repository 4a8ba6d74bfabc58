import type { PaymentSettings } from '@interlink/contracts/payments/settings';
import { readCamt053, type Statement } from './camt-053.js';
import { readMt940 } from './mt-940.js';

/**
 * Every way in which a bank may write its statements, by `policies.payments.statements`. They throw UnreadableMessage.
 */
export const statementReaders: Readonly<Record<PaymentSettings['statements'], (text: string) => Statement>> = {
  'camt.053': readCamt053,
  mt940: readMt940,
};
