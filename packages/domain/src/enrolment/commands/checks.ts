import { findBranch, type BranchPolicy } from '../branches.js';
import type { Decision, DecisionContext } from '../decision.js';
import type { EligibilityFinding } from '../eligibility.js';
import { ELIGIBILITY_RULES } from '../eligibility.js';
import type { CheckStep, Finding, JourneyEvent } from '../events.js';
import { mayTryAgain, retryDelay } from '../retry.js';
import type { JourneyStatus } from '../status.js';

/** What the engine reports while it checks. */
export type CheckCommand =
  | { readonly check: 'begin'; readonly step: CheckStep | 'eligibility'; readonly attempt: number }
  | {
      readonly check: 'answered';
      readonly step: CheckStep;
      readonly attempt: number;
      readonly answer: Omit<Finding, 'consequence' | 'advice'>;
    }
  | {
      readonly check: 'decided';
      readonly step: 'eligibility';
      readonly finding: EligibilityFinding;
      readonly individualId?: string | undefined;
      readonly tookMs: number;
    }
  | {
      readonly check: 'failed';
      readonly step: CheckStep | 'eligibility';
      readonly attempt: number;
      readonly reasons: readonly string[];
      readonly tookMs: number;
    };

/** A repeat (the engine was killed after the event was kept) decides nothing. */
export function decideCheck(status: JourneyStatus, command: CheckCommand, context: DecisionContext): Decision {
  const step = status.steps[command.step];
  if (command.check === 'begin') {
    const isKept = step.status === 'running' && step.attempts === command.attempt;
    const { attempt } = command;
    return { events: isKept || !isChecked(status) ? [] : [{ type: 'step-started', step: command.step, attempt }] };
  }
  if (step.status !== 'running' || !isChecked(status)) return { events: [] };
  if (command.check === 'failed') return { events: [failed(command, context)] };
  if (command.check === 'decided') return { events: [decided(command, context.policy.branches)] };
  return { events: [answered(status, command, context)] };
}

function isChecked({ state }: JourneyStatus): boolean {
  return state === 'checking' || state === 'enrolled';
}

type Attempted = Pick<Extract<CheckCommand, { check: 'failed' }>, 'step' | 'attempt' | 'reasons' | 'tookMs'>;

function failed({ step, attempt, reasons, tookMs }: Attempted, { now, policy }: DecisionContext): JourneyEvent {
  const retryAt = new Date(Date.parse(now) + retryDelay(attempt, policy.retry)).toISOString();
  return { type: 'step-failed', step, attempt, reasons, tookMs, retryAt };
}

function answered(
  status: JourneyStatus,
  { step, attempt, answer }: Extract<CheckCommand, { check: 'answered' }>,
  context: DecisionContext,
): JourneyEvent {
  const { retry, branches } = context.policy;
  const isSilent = answer.outcome === 'unavailable' && !answer.reasons.includes('account-not-checkable');
  const isWorthIt = status.state === 'enrolled' || mayTryAgain(step, attempt, retry);
  if (isSilent && isWorthIt) return failed({ step, attempt, ...answer }, context);
  const branch = findBranch(step, answer.outcome, answer.reasons, branches);
  const type = step === 'account' ? 'account-checked' : 'civil-status-checked';
  if (branch.consequence !== 'provisional') return { type, ...answer, ...branch };
  const recheckAt = new Date(Date.parse(context.now) + retry.longestDelayMs).toISOString();
  return { type, ...answer, ...branch, recheckAt };
}

function decided(
  { finding, individualId, tookMs }: Extract<CheckCommand, { check: 'decided' }>,
  policy: BranchPolicy,
): JourneyEvent {
  const branch = findBranch('eligibility', 'verified', finding.reasons, policy);
  const known = individualId === undefined ? {} : { individualId };
  return { type: 'eligibility-decided', ...branch, ...finding, ...known, ruleVersion: ELIGIBILITY_RULES, tookMs };
}
