/** How many different people must approve, by total: below `limit1` one, below `limit2` two, above three. */
export interface ApprovalLimits {
  readonly limit1Minor: number;
  readonly limit2Minor: number;
}

export interface Approval {
  readonly approverId: string;
  /** Hash of the statement that was shown. */
  readonly statementHash: string;
  /** ISO time. */
  readonly at: string;
  /** Its credential was revoked since: it no longer counts. */
  readonly isWithdrawn?: boolean;
}

/** `signed`: by an enrolled authenticator; `attested`: the service vouches for who was signed in (S11). */
export type ApprovalAssurance = 'attested' | 'signed';

/** Somebody who wants to approve. */
export interface ApprovalAttempt {
  readonly approverId: string;
  /** Hash of the statement that was shown. */
  readonly statementHash: string;
  readonly assurance: ApprovalAssurance;
  /** False: whom the person lives with cannot be known, though he said that he may be paid by somebody. */
  readonly isHouseholdKnown: boolean;
  /** What the person may do besides: nobody who may make payments approves any. */
  readonly permissions: readonly string[];
}

/** The batch as the rule must know it. */
export interface ApprovalSubject {
  readonly makerId: string;
  /** Ids of users who, or whose households, are paid by this batch. */
  readonly payeeIds: readonly string[];
  readonly statementHash: string;
  readonly totalMinor: number;
}

export type ApprovalRefusal =
  | 'above-attested-limit'
  | 'approver-is-maker'
  | 'approver-is-payee'
  | 'household-unknown'
  | 'incompatible-roles'
  | 'statement-differs';

const VALID_MS = 72 * 3_600_000;

export function approvalsNeeded(totalMinor: number, limits: ApprovalLimits): number {
  if (totalMinor < limits.limit1Minor) return 1;
  return totalMinor < limits.limit2Minor ? 2 : 3;
}

/**
 * Approvals that count now: of this very statement, not older than 72 hours, one a person, never the maker's or a
 * payee's.
 */
export function countingApprovals<A extends Approval>(
  approvals: readonly A[],
  subject: ApprovalSubject,
  now: string,
): readonly A[] {
  const counting = approvals.filter(
    (approval) =>
      approval.statementHash === subject.statementHash &&
      !approval.isWithdrawn &&
      Date.parse(now) - Date.parse(approval.at) <= VALID_MS &&
      isIndependent(approval.approverId, subject),
  );
  return [...new Map(counting.map((approval) => [approval.approverId, approval])).values()];
}

export function isApproved(
  approvals: readonly Approval[],
  subject: ApprovalSubject,
  limits: ApprovalLimits,
  now: string,
): boolean {
  return countingApprovals(approvals, subject, now).length >= approvalsNeeded(subject.totalMinor, limits);
}

/** Why this person may not approve this. An attested approval (S11) is good below the first limit only. */
export function refuseApproval(
  { approverId, statementHash, assurance, isHouseholdKnown, permissions }: ApprovalAttempt,
  subject: ApprovalSubject,
  limits: ApprovalLimits,
): ApprovalRefusal | undefined {
  if (approverId === subject.makerId) return 'approver-is-maker';
  if (!isIndependent(approverId, subject)) return 'approver-is-payee';
  if (!isHouseholdKnown) return 'household-unknown';
  if (permissions.includes('payments.make')) return 'incompatible-roles';
  if (assurance === 'attested' && subject.totalMinor >= limits.limit1Minor) return 'above-attested-limit';
  return statementHash === subject.statementHash ? undefined : 'statement-differs';
}

function isIndependent(approverId: string, { makerId, payeeIds }: ApprovalSubject): boolean {
  return approverId !== makerId && !payeeIds.includes(approverId);
}
