import type { RecallReason } from '@interlink/contracts/payments/decision';
import type { RecallSaid } from '@interlink/domain/payments/recall';

export interface RecallTables {
  'payments.recall': {
    id: string;
    batchId: string;
    reason: RecallReason;
    /** The way that the payments went. */
    channel: string;
    messageId: string;
    /** The camt.055 as it leaves: ids and an amount, nobody's name. */
    message: string;
    /** Detached JWS over it. */
    signature: string;
    decisionId: string;
    at: Date;
  };
  'payments.recallLine': {
    recallId: string;
    batchId: string;
    instrId: string;
  };
  'payments.recallWord': {
    recallId: string;
    /** Which payment it is about; none: all of the message. */
    instrId: string | null;
    key: string;
    said: RecallSaid;
    reason: string | null;
    receivedId: string | null;
    at: Date;
  };
}
