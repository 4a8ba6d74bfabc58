import type { CreditTransferFile } from '@interlink/domain/payments/formats/pain-001-001-09';
import { messageIdOf, paymentInfoIdOf } from '@interlink/domain/payments/ids';
import { idHmac } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import type { BatchRow } from './tables.js';

/**
 * What all lines of one file of a batch share; `approvedAt` is its time, so that the bytes are the same whenever made.
 */
export function fileOf(
  { platform }: PaymentsContext,
  { id, currency, debtor, terms }: Pick<BatchRow, 'currency' | 'debtor' | 'id' | 'terms'>,
  part: number,
  approvedAt: Date,
): CreditTransferFile {
  const hmac = idHmac(platform.vault);
  const { debtorName, debtorId, debtorAccount, debtorAgent } = debtor;
  return {
    messageId: messageIdOf(hmac, id, part),
    paymentInfoId: paymentInfoIdOf(hmac, id, part),
    createdAt: approvedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    currency,
    debtorName,
    debtorId,
    debtorAccount,
    debtorAgent,
    terms,
  };
}
