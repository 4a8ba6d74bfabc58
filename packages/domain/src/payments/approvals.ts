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
}

/** The batch as the rule must know it. */
export interface ApprovalSubject {
  readonly makerId: string;
  /** Ids of users who are paid by this batch. */
  readonly payeeIds: readonly string[];
  readonly statementHash: string;
  readonly totalMinor: number;
}

export type ApprovalRefusal = 'approver-is-maker' | 'approver-is-payee' | 'above-attested-limit' | 'statement-differs';

const VALID_MS = 72 * 3_600_000;

export function approvalsNeeded(totalMinor: number, limits: ApprovalLimits): number {
  if (totalMinor < limits.limit1Minor) return 1;
  return totalMinor < limits.limit2Minor ? 2 : 3;
}

/** Approvals that count now: of this very statement, not older than 72 hours, one a person, never the maker's or a payee's. */
export function countingApprovals(
  approvals: readonly Approval[],
  subject: ApprovalSubject,
  now: string,
): readonly Approval[] {
  const counting = approvals.filter(
    (approval) =>
      approval.statementHash === subject.statementHash &&
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
  approverId: string,
  shownHash: string,
  subject: ApprovalSubject,
  limits: ApprovalLimits,
): ApprovalRefusal | undefined {
  if (approverId === subject.makerId) return 'approver-is-maker';
  if (!isIndependent(approverId, subject)) return 'approver-is-payee';
  if (subject.totalMinor >= limits.limit1Minor) return 'above-attested-limit';
  return shownHash === subject.statementHash ? undefined : 'statement-differs';
}

function isIndependent(approverId: string, { makerId, payeeIds }: ApprovalSubject): boolean {
  return approverId !== makerId && !payeeIds.includes(approverId);
}
