import type { CashCount, CountCash, KeptMark, PayList, PayMark } from '@interlink/contracts/payments/pay-point';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import type { PaymentsContext } from '../policy.js';
import { countCash, listCounts, witnessCount } from './counts.js';
import { issueList, readList } from './list.js';
import { keepMarks, listMarks } from './marks.js';

/**
 * Cash at payment points. Whether the operator may see the batch is asked before; each throws
 * `payments.pay-point-refused`.
 */
export interface PayPoints {
  issue(tx: Tx, batchId: string, point: string): Promise<void>;
  /** Names of people: an audited read. */
  list(operator: Operator, batchId: string): Promise<PayList>;
  mark(tx: Tx, batchId: string, marks: readonly PayMark[]): Promise<void>;
  /** The newest mark of each line. */
  marks(batchId: string): Promise<readonly KeptMark[]>;
  /** Throws `payments.cash-differs` with what is missing. Gives the id of the count. */
  count(tx: Tx, batchId: string, body: CountCash): Promise<string>;
  /** Gives the id of the batch. */
  witness(tx: Tx, operator: Operator, countId: string): Promise<string>;
  counts(batchId: string): Promise<readonly CashCount[]>;
}

export function openPayPoints(context: PaymentsContext): PayPoints {
  const { platform } = context;
  return {
    issue: (tx, batchId, point) => issueList(context, tx, batchId, point),
    list: ({ actor }, batchId) =>
      platform.auditedRead(
        actor,
        { action: 'payments.read-pay-list', stream: `batch:${batchId}`, subjects: [batchId] },
        async () => (await readList(context, batchId)).list,
      ),
    mark: (tx, batchId, marks) => keepMarks(context, tx, batchId, marks),
    marks: (batchId) => listMarks(platform, batchId),
    count: (tx, batchId, body) => countCash(context, tx, batchId, body),
    witness: (tx, operator, countId) => witnessCount(context, tx, operator, countId),
    counts: (batchId) => listCounts(platform, batchId),
  };
}
