import { ServiceError } from '@interlink/contracts/errors';
import type { ApproveBatch } from '@interlink/contracts/payments/batch';
import { isApproved, refuseApproval, type ApprovalSubject } from '@interlink/domain/payments/approvals';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import type { Operator } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { PaymentsContext } from './policy.js';
import { detachedJws } from './signing.js';
import { addFact, getBatch, refold, type LoadedBatch } from './store.js';
import type { BatchRow, PaymentsTables } from './tables.js';

/** What the approval rule must know of a batch. */
export function approvalSubject({ makerId, statementHash, totalMinor }: BatchRow): ApprovalSubject {
  // Nothing ties a user of openIMIS to an individual, so that no approver is known to be a payee.
  return { makerId, payeeIds: [], statementHash, totalMinor };
}

/** One person's approval of the statement that was shown; a repeat is kept once. Throws `payments.approval-refused`. */
export async function approveBatch(
  context: PaymentsContext,
  tx: Tx,
  { session }: Operator,
  id: string,
  body: ApproveBatch,
): Promise<void> {
  const batch = await getBatch(tx, id, { lock: true });
  if (!['VALIDATED', 'APPROVED'].includes(batch.row.state)) {
    throw new ServiceError('payments.batch-not-ready', { state: batch.row.state });
  }
  const subject = approvalSubject(batch.row);
  const reason = refuseApproval(session.userId, body.statementHash, subject, context.limits);
  if (reason) throw new ServiceError('payments.approval-refused', { reason });
  const approval = {
    batchId: id,
    approverId: session.userId,
    approverLogin: session.loginName,
    statementHash: body.statementHash,
  };
  const attested = canonicalJson({ ...approval, at: tx.now.toISOString(), assurance: 'attested' }, 'as-is');
  const attestation = await detachedJws(context.interconnection.keys.signing, Buffer.from(attested));
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.approval')
    .values({ ...approval, attestation, at: tx.now })
    .onConflict((clash) => clash.doNothing())
    .execute();
  tx.audit({
    stream: `batch:${id}`,
    action: 'payments.approve',
    subject: id,
    body: { statementHash: body.statementHash, assurance: 'attested' },
  });
  await settleApprovals(context, tx, id);
}

async function settleApprovals({ limits }: PaymentsContext, tx: Tx, id: string): Promise<void> {
  const batch = await getBatch(tx, id);
  if (!isApproved(batch.approvals, approvalSubject(batch.row), limits, tx.now.toISOString())) return;
  await addFact(tx, id, 'approved');
  await refold(tx, id);
  tx.job('payments.advance', { batchId: id, causedBy: tx.actor.loginName, correlationId: tx.actor.correlationId });
}

/** The maker or an approver takes back a batch of which nothing left. */
export async function cancelBatch(tx: Tx, id: string): Promise<LoadedBatch> {
  const { row } = await getBatch(tx, id, { lock: true });
  if (!['VALIDATED', 'APPROVED', 'CANCELLED'].includes(row.state)) {
    throw new ServiceError('payments.batch-not-ready', { state: row.state });
  }
  await addFact(tx, id, 'cancelled');
  return refold(tx, id);
}
