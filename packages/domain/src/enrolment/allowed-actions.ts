import type { JourneyAction } from '@interlink/contracts/enrolment/states';
import { heldSteps, isTerminal, type JourneyStatus } from './status.js';

/** Who asks, as far as the journey cares. */
export interface JourneyPerson {
  readonly loginName: string;
  readonly mayCreate: boolean;
  readonly mayApprove: boolean;
}

export const MAX_WRONG_OTPS = 3;

/** What this person may ask for now; the same function lets the service refuse and the page leave out. */
export function allowedActions(status: JourneyStatus, person: JourneyPerson): readonly JourneyAction[] {
  if (isTerminal(status.state)) return [];
  return [...(person.mayCreate ? officerActions(status) : []), ...secondPersonActions(status, person)];
}

function officerActions(status: JourneyStatus): JourneyAction[] {
  const { state } = status;
  if (state === 'identified') return ['consent', 'withdraw'];
  if (state === 'approval-in-doubt') return [];
  const isLanding = status.approver !== undefined;
  const actions: (JourneyAction | false)[] = [
    ...preparing(status),
    !isLanding && isAccountWanted(status) && 'check-account',
    isChecking(status) && retriable(status).length > 0 && 'retry-checks',
    state === 'ready' && 'submit',
    !isLanding && 'withdraw',
  ];
  return actions.filter((action) => action !== false);
}

function preparing(status: JourneyStatus): (JourneyAction | false)[] {
  if (!isPreparing(status)) return [];
  const isRunning = status.state === 'authenticating' && status.steps.identity.status === 'running';
  return [
    status.wrongOtps < MAX_WRONG_OTPS && 'start-identity',
    isRunning && 'complete-identity',
    status.assistedOffered && 'vouch-identity',
  ];
}

const isPreparing = ({ state }: JourneyStatus) => state === 'consented' || state === 'authenticating';
const isChecking = ({ state }: JourneyStatus) => state === 'checking' || state === 'held' || state === 'ready';

/** S10: whoever had a hand in making the journey decides nothing about it. */
function secondPersonActions(status: JourneyStatus, person: JourneyPerson): JourneyAction[] {
  if (!person.mayApprove || status.makers.includes(person.loginName)) return [];
  switch (status.state) {
    case 'awaiting-approval':
      return ['approve', 'reject'];
    case 'held':
      return heldSteps(status).includes('landing') ? ['reject'] : ['override-hold', 'reject'];
    case 'awaiting-task':
      return ['resolve-task'];
    case 'approval-in-doubt':
      return ['override-hold', 'reject'];
    default:
      return [];
  }
}

/** Checks that asking again may mend. */
export function retriable(status: JourneyStatus) {
  return (['civil-status', 'account', 'eligibility', 'landing'] as const).filter((name) => {
    const { consequence } = status.steps[name];
    if (name === 'account' && !status.accountGiven) return false;
    return consequence === 'hold' || consequence === 'provisional';
  });
}

function isAccountWanted(status: JourneyStatus): boolean {
  const { account } = status.steps;
  const isTime = isPreparing(status) || isChecking(status);
  return isTime && status.accountRequired && account.consequence !== 'pass' && account.status !== 'running';
}
