import type { RecallReason } from '@interlink/contracts/payments/decision';
import type { RecallSaid } from '@interlink/domain/payments/recall';

export interface RecallTables {
  'payments.recall': {
    id: string;
    batchId: string;
    instrId: string;
    reason: RecallReason;
    /** The way that the payment went. */
    channel: string;
    messageId: string;
    /** The camt.055 as it leaves: ids and an amount, nobody's name. */
    message: string;
    /** Detached JWS over it. */
    signature: string;
    decisionId: string;
    at: Date;
  };
  'payments.recallWord': {
    recallId: string;
    key: string;
    said: RecallSaid;
    reason: string | null;
    receivedId: string | null;
    at: Date;
  };
}
