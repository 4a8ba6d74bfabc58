import type { Tx } from '../../platform/transaction.js';
import type { PaymentsContext } from '../policy.js';
import { refold } from '../refold.js';
import type { Details } from '../tables.js';
import type { Subject } from './subject.js';

/** A decision that is about to be proposed or confirmed. */
export interface Deciding {
  readonly id: string;
  readonly target: string;
  readonly subject: Subject;
  readonly details: Details;
}

export interface Rule {
  /** Throws `payments.decision-refused`: asked when it is proposed, and again when it is confirmed. */
  readonly check?: (context: PaymentsContext, tx: Tx, deciding: Deciding) => Promise<void>;
  /** What it does once two people agree. */
  readonly apply?: (context: PaymentsContext, tx: Tx, deciding: Deciding) => Promise<void>;
}

/** Folded anew, with these lines, and brought on. */
export async function freshBatch(context: PaymentsContext, tx: Tx, batchId: string, instrIds: readonly string[] = []) {
  const { row } = await refold(tx, context.refold, batchId, instrIds);
  tx.job('payments.advance', { batchId, causedBy: row.makerLogin, correlationId: row.correlationId });
}
