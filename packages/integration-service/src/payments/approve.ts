import { ServiceError } from '@interlink/contracts/errors';
import type { AssertionRequest } from '@interlink/contracts/payments/approvers';
import type { ApproveBatch, AskApproval } from '@interlink/contracts/payments/batch';
import { EDITABLE } from '@interlink/domain/payments/fold-batch';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { approvalChallenge } from '@interlink/domain/payments/approval-challenge';
import {
  countingApprovals,
  isApproved,
  refuseApproval,
  type ApprovalAssurance,
  type ApprovalSubject,
} from '@interlink/domain/payments/approvals';
import { toJson } from '../platform/database.js';
import type { Operator } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import { askAssertion, takeAssertion, type ChallengeOf } from './approvers/challenges.js';
import type { KeptAssertion } from './approvers/tables.js';
import { relyingParty } from './approvers/webauthn.js';
import { sha256 } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import { detachedJws } from './signing.js';
import { refold } from './refold.js';
import { addFact, getBatch, type LoadedBatch } from './store.js';
import type { BatchRow, PaymentsTables } from './tables.js';

/** What the approval rule must know of a batch. */
export function approvalSubject(
  { makerId, statementHash, totalMinor }: BatchRow,
  payeeIds: readonly string[] = [],
): ApprovalSubject {
  return { makerId, payeeIds, statementHash, totalMinor };
}

const purposeOf = (id: string, statementHash: string) => `approve:${id}:${statementHash}`;

const challengeOf =
  ({ statement }: BatchRow, approverId: string): ChallengeOf =>
  (nonce) =>
    approvalChallenge({ statement, approverId, ...nonce }, sha256);

/** What the approver's authenticator is to sign; refused already here if the approval would be. */
export async function askApproval(
  context: PaymentsContext,
  tx: Tx,
  operator: Operator,
  id: string,
  { statementHash }: AskApproval,
): Promise<AssertionRequest> {
  const { row } = await getBatch(tx, id);
  await refuse(context, tx, operator, row, { statementHash, assurance: 'signed' });
  const rp = relyingParty(context.platform.config.publicOrigin);
  return askAssertion(tx, operator, rp, purposeOf(id, statementHash), challengeOf(row, operator.session.userId));
}

/** One person's approval of the statement that was shown; a repeat is kept once. Throws `payments.approval-refused`. */
export async function approveBatch(
  context: PaymentsContext,
  tx: Tx,
  operator: Operator,
  id: string,
  { statementHash, assertion: given }: ApproveBatch,
): Promise<void> {
  const batch = await getBatch(tx, id, { lock: true });
  const { userId, loginName } = operator.session;
  const assurance = given ? 'signed' : 'attested';
  await refuse(context, tx, operator, batch.row, { statementHash, assurance });
  if (hasApproved(batch, userId, tx.now)) return;
  const rp = relyingParty(context.platform.config.publicOrigin);
  const challenge = challengeOf(batch.row, userId);
  const assertion = given && (await takeAssertion(tx, operator, rp, purposeOf(id, statementHash), challenge, given));
  await keepApproval(
    context,
    tx,
    { batchId: id, approverId: userId, approverLogin: loginName, statementHash },
    assertion,
  );
  await settleApprovals(context, tx, id);
}

interface Given {
  readonly statementHash: string;
  readonly assurance: ApprovalAssurance;
}

async function refuse(
  context: PaymentsContext,
  tx: Tx,
  { session }: Operator,
  row: BatchRow,
  { statementHash, assurance }: Given,
): Promise<void> {
  if (!['VALIDATED', 'APPROVED'].includes(row.state)) {
    throw new ServiceError('payments.batch-not-ready', { state: row.state });
  }
  const { userId: approverId, permissions } = session;
  const { limits, settings } = context;
  const household = await findHousehold(context, tx, approverId);
  const payeeIds = (await isPaid(tx, row.id, household.keys)) ? [approverId] : [];
  const attempt = { approverId, statementHash, assurance, permissions, isHouseholdKnown: household.isComplete };
  const reason =
    refuseApproval(attempt, approvalSubject(row, payeeIds), limits) ??
    // Where authenticators are set, nothing weaker counts, whatever the amount.
    (assurance === 'attested' && settings.approvalAssurance === 'webauthn' ? 'credential-needed' : undefined);
  if (reason) throw new ServiceError('payments.approval-refused', { reason });
}

/**
 * Whom the approver said to be, or to live with, when the credential was enrolled, and whoever shares a household with
 * them now: a household changes after an enrolment, and nobody is asked about it twice.
 */
async function findHousehold({ householdMates, platform }: PaymentsContext, tx: Tx, approverId: string) {
  const credentials = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.credential')
    .select('relatedIndividualIds')
    .where('approverId', '=', approverId)
    .execute();
  const declared = [...new Set(credentials.flatMap(({ relatedIndividualIds }) => relatedIndividualIds))];
  if (declared.length === 0) return { keys: new Set<string>(), isComplete: true };
  return householdMates(tx, 'openimis', declared, platform.dayOf(tx.now));
}

async function isPaid(tx: Tx, batchId: string, individualIds: ReadonlySet<string>): Promise<boolean> {
  if (individualIds.size === 0) return false;
  const line = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select('instrId')
    .where('batchId', '=', batchId)
    .where('individualId', 'in', [...individualIds])
    .limit(1)
    .executeTakeFirst();
  return line !== undefined;
}

function hasApproved({ row, approvals }: LoadedBatch, approverId: string, now: Date): boolean {
  return countingApprovals(approvals, approvalSubject(row), now.toISOString()).some(
    (approval) => approval.approverId === approverId,
  );
}

interface ApprovalKey {
  readonly batchId: string;
  readonly approverId: string;
  readonly approverLogin: string;
  readonly statementHash: string;
}

async function keepApproval(
  { interconnection }: PaymentsContext,
  tx: Tx,
  approval: ApprovalKey,
  assertion: KeptAssertion | undefined,
): Promise<void> {
  const assurance: ApprovalAssurance = assertion ? 'signed' : 'attested';
  const attested = canonicalJson({ ...approval, at: tx.now.toISOString(), assurance }, 'as-is');
  const attestation = await detachedJws(interconnection.keys.signing, Buffer.from(attested));
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.approval')
    .values({
      ...approval,
      attestation,
      assertion: assertion ? toJson(assertion) : null,
      credentialId: assertion?.credentialId ?? null,
      at: tx.now,
    })
    .execute();
  const { batchId, statementHash } = approval;
  tx.audit({
    stream: `batch:${batchId}`,
    action: 'payments.approve',
    subject: batchId,
    body: { statementHash, assurance, ...(assertion && { credentialId: assertion.credentialId }) },
  });
}

async function settleApprovals({ limits, refold: deps }: PaymentsContext, tx: Tx, id: string): Promise<void> {
  const batch = await getBatch(tx, id);
  if (!isApproved(batch.approvals, approvalSubject(batch.row), limits, tx.now.toISOString())) return;
  await addFact(tx, id, 'approved');
  await refold(tx, deps, id);
  tx.job('payments.advance', { batchId: id, causedBy: tx.actor.loginName, correlationId: tx.actor.correlationId });
}

/** The maker or an approver takes back a batch of which nothing left. */
export async function cancelBatch({ refold: deps }: PaymentsContext, tx: Tx, id: string): Promise<LoadedBatch> {
  const { row } = await getBatch(tx, id, { lock: true });
  if (row.state !== 'CANCELLED' && !EDITABLE.includes(row.state)) {
    throw new ServiceError('payments.batch-not-ready', { state: row.state });
  }
  await addFact(tx, id, 'cancelled');
  return refold(tx, deps, id);
}
