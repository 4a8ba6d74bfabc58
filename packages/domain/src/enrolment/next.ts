import type { CheckStep } from './events.js';
import type { JourneyStatus, StepRecord } from './status.js';

/** What the engine does next, or what it waits for. */
export type Next =
  | { readonly do: 'check-civil-status' | 'check-account'; readonly step: CheckStep; readonly attempt: number }
  | { readonly do: 'decide-eligibility'; readonly attempt: number }
  | { readonly do: 'land-individual' | 'land-beneficiary' | 'confirm'; readonly attempt: number }
  | { readonly do: 'settle-task'; readonly taskId: string }
  | { readonly wait: 'time'; readonly at: string }
  | { readonly wait: 'person' }
  | { readonly wait: 'nothing' };

/** Pure: `now` (ISO 8601, UTC) only decides whether a retry is due. */
export function nextStep(status: JourneyStatus, now: string): Next {
  switch (status.state) {
    case 'checking':
      return due(nextCheck(status), status, now);
    case 'approved':
    case 'landing':
      return due(nextLanding(status), status, now);
    case 'awaiting-task':
      return status.taskId === undefined ? { wait: 'person' } : { do: 'settle-task', taskId: status.taskId };
    case 'enrolled':
      return recheck(status, now);
    case 'refused':
    case 'rejected':
    case 'withdrawn':
      return { wait: 'nothing' };
    default:
      return { wait: 'person' };
  }
}

function nextCheck({ steps, accountGiven }: JourneyStatus): Next {
  if (isOpen(steps['civil-status'].status)) {
    return { do: 'check-civil-status', step: 'civil-status', attempt: attemptOf(steps['civil-status']) };
  }
  if (isOpen(steps.account.status) && accountGiven) {
    return { do: 'check-account', step: 'account', attempt: attemptOf(steps.account) };
  }
  if (isOpen(steps.eligibility.status)) return { do: 'decide-eligibility', attempt: attemptOf(steps.eligibility) };
  return { wait: 'person' };
}

function nextLanding({ steps, state, beneficiaryAsked }: JourneyStatus): Next {
  const attempt = attemptOf(steps.landing);
  if (state === 'approved') return { do: 'land-individual', attempt };
  return { do: beneficiaryAsked ? 'confirm' : 'land-beneficiary', attempt };
}

/** A check that could not be made is made later; until then no payment. */
function recheck(status: JourneyStatus, now: string): Next {
  const step = status.provisional.find((name) => status.steps[name].consequence === 'provisional');
  if (step === undefined) return { wait: 'nothing' };
  const act = step === 'account' ? 'check-account' : 'check-civil-status';
  return due({ do: act, step, attempt: attemptOf(status.steps[step]) }, status, now);
}

function isOpen(status: string): boolean {
  // `running` too: whoever ran it may have been killed.
  return status === 'waiting' || status === 'running';
}

/** A step that was cut short is the same attempt, so that a repeat asks with the same id. */
function attemptOf({ status, attempts }: StepRecord): number {
  return status === 'running' ? attempts : attempts + 1;
}

function due(next: Next, { steps }: JourneyStatus, now: string): Next {
  if (!('do' in next)) return next;
  const step = STEP_OF[next.do];
  const retryAt = step === undefined ? undefined : steps[step].retryAt;
  return retryAt !== undefined && retryAt > now ? { wait: 'time', at: retryAt } : next;
}

const STEP_OF = {
  'check-civil-status': 'civil-status',
  'check-account': 'account',
  'decide-eligibility': 'eligibility',
  'land-individual': 'landing',
  'land-beneficiary': 'landing',
  confirm: 'landing',
  'settle-task': undefined,
} as const;
