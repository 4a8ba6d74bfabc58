import type { JourneyAction } from '@interlink/contracts/enrolment/states';
import { allowedActions, MAX_WRONG_OTPS, retriable, type JourneyPerson } from '../allowed-actions.js';
import { findBranch } from '../branches.js';
import type { Decision, DecisionContext } from '../decision.js';
import type { Finding, JourneyEvent } from '../events.js';
import { heldSteps, type JourneyStatus } from '../status.js';

type Answer = Omit<Finding, 'consequence' | 'advice'>;

/** What a person asks for. Texts that a person types (reasons, notes) are kept apart, encrypted. */
export type PersonCommand =
  | { readonly action: 'consent'; readonly noticeVersion: string; readonly means: string }
  | { readonly action: 'start-identity' }
  | { readonly action: 'complete-identity'; readonly answer: Answer; readonly liveness: boolean }
  | { readonly action: 'vouch-identity'; readonly witnesses: number }
  | { readonly action: 'check-account'; readonly provider: string }
  | { readonly action: 'retry-checks' }
  | { readonly action: 'override-hold' }
  | { readonly action: 'submit' }
  /** Both hashes: of what was shown, and of what would be shown now. */
  | { readonly action: 'approve'; readonly statementHash: string; readonly currentHash: string }
  | { readonly action: 'reject' }
  | { readonly action: 'withdraw' };

export function decidePerson(status: JourneyStatus, command: PersonCommand, context: DecisionContext): Decision {
  if (isRepeat(status, command, context.person?.loginName)) return { events: [] };
  const refusal = context.person ? findRefusal(status, command.action, context.person) : undefined;
  if (refusal) return refusal;
  if (!context.person) return { refused: 'enrolment.not-possible-now' };
  if (command.action === 'approve' && command.statementHash !== command.currentHash) {
    return { refused: 'enrolment.statement-changed' };
  }
  return { events: toEvents(status, command, context) };
}

/** The answer to the first call was lost, and the caller asks again: what was done is not refused. */
function isRepeat(status: JourneyStatus, command: PersonCommand, loginName: string | undefined): boolean {
  switch (command.action) {
    case 'consent':
      return status.steps.consent.status === 'passed';
    case 'vouch-identity':
      return status.assurance === 'witnessed';
    case 'submit':
      return status.steps.review.status === 'passed' && loginName === status.submitter;
    case 'approve':
      return status.approver === loginName && status.statementHash === command.statementHash;
    case 'withdraw':
      return status.state === 'withdrawn' && loginName === status.maker;
    default:
      return false;
  }
}

/** Undefined when this person may do it now. Names the most telling obstacle. */
export function findRefusal(
  status: JourneyStatus,
  action: JourneyAction,
  person: JourneyPerson,
): Exclude<Decision, { events: unknown }> | undefined {
  if (allowedActions(status, person).includes(action)) return undefined;
  const permission = SECOND_PERSON.includes(action) ? 'enrolment.approve' : 'enrolment.create';
  if (permission === 'enrolment.create' ? !person.mayCreate : !person.mayApprove) {
    return { refused: 'platform.forbidden', permission };
  }
  const isOwn = permission === 'enrolment.approve' && status.makers.includes(person.loginName);
  return { refused: isOwn ? 'enrolment.approver-is-maker' : 'enrolment.not-possible-now' };
}

const SECOND_PERSON: readonly JourneyAction[] = ['approve', 'reject', 'override-hold', 'resolve-task'];

function toEvents(status: JourneyStatus, command: PersonCommand, context: DecisionContext): JourneyEvent[] {
  switch (command.action) {
    case 'consent':
      return [{ type: 'consent-given', noticeVersion: command.noticeVersion, means: command.means }];
    case 'start-identity':
      return [{ type: 'identity-started' }];
    case 'complete-identity':
      return [toIdentityEvent(status, command.answer, command.liveness, context)];
    case 'vouch-identity':
      return [{ type: 'identity-vouched', witnesses: command.witnesses }];
    case 'check-account':
      return [{ type: 'account-given', provider: command.provider }];
    case 'retry-checks':
      return [{ type: 'checks-retried', steps: retriable(status) }];
    case 'override-hold':
      if (status.state === 'approval-in-doubt') return [{ type: 'doubt-cleared' }];
      return [{ type: 'hold-overridden', steps: heldSteps(status) }];
    case 'submit':
      return [{ type: 'submitted' }];
    case 'approve':
      return [{ type: 'approved', statementHash: command.statementHash }];
    case 'reject':
      return [{ type: 'rejected', where: 'interlink' }];
    case 'withdraw':
      return [{ type: 'withdrawn' }];
  }
}

function toIdentityEvent(
  status: JourneyStatus,
  answer: Answer,
  liveness: boolean,
  { policy }: DecisionContext,
): JourneyEvent {
  const branch = findBranch('identity', answer.outcome, answer.reasons, policy.branches);
  // Authenticated, but as somebody who may be another: who it is stays known, a person looks at the difference.
  const isKnown = answer.outcome === 'verified' || branch.consequence === 'hold';
  if (isKnown) return { type: 'identity-verified', ...answer, ...branch, liveness };
  const isThirdWrong = answer.reasons.includes('otp-wrong') && status.wrongOtps + 1 >= MAX_WRONG_OTPS;
  const assisted = { consequence: 'assisted', advice: 'use-documents-and-witnesses' } as const;
  return { type: 'identity-failed', ...answer, ...(isThirdWrong ? assisted : branch) };
}
