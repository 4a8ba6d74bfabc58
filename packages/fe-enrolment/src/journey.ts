import type { Journey, JourneyStep } from '@interlink/contracts/enrolment/journey';
import type { JourneyAction, JourneyState, StepName } from '@interlink/contracts/enrolment/states';
import type { Tone } from '@interlink/fe-kit/components/StatusChip';

/** The order in which a journey's steps are shown. */
export const DESK_STEPS: readonly StepName[] = [
  'identify',
  'consent',
  'identity',
  'civil-status',
  'account',
  'eligibility',
  'review',
];
const CHECKS: readonly StepName[] = ['civil-status', 'eligibility'];

export const STATE_TONES: Readonly<Record<JourneyState, Tone>> = {
  identified: 'work',
  consented: 'work',
  authenticating: 'work',
  checking: 'work',
  held: 'warn',
  ready: 'work',
  'awaiting-approval': 'warn',
  approved: 'work',
  landing: 'work',
  'awaiting-task': 'warn',
  'approval-in-doubt': 'bad',
  enrolled: 'good',
  refused: 'bad',
  rejected: 'bad',
  withdrawn: 'neutral',
};

export const JOURNEY_STATES = Object.keys(STATE_TONES) as JourneyState[];

export function stepOf(journey: Journey, name: StepName): JourneyStep {
  return journey.steps.find((step) => step.name === name) ?? { name, status: 'waiting', reasons: [], attempts: 0 };
}

export const may = (journey: Journey, action: JourneyAction) => journey.allowedActions.includes(action);

/** True while Interlink, the person at the identity page or openIMIS moves it, without anybody at this desk. */
export function isMoving(journey: Journey): boolean {
  if (journey.erasedAt !== undefined) return false;
  switch (journey.state) {
    case 'authenticating':
      return stepOf(journey, 'identity').status === 'running';
    case 'checking': {
      const areOthersDone = CHECKS.every((name) => !['waiting', 'running'].includes(stepOf(journey, name).status));
      return !(may(journey, 'check-account') && areOthersDone);
    }
    case 'approved':
    case 'landing':
    case 'awaiting-task':
      return true;
    default:
      return false;
  }
}

/** The step at which the desk is; undefined when it has nothing left to do. */
export function currentStep(journey: Journey): StepName | undefined {
  if (may(journey, 'consent')) return 'consent';
  if (['consented', 'authenticating'].includes(journey.state)) return 'identity';
  if (journey.state === 'ready') return 'review';
  if (journey.state === 'held') return journey.steps.find(({ status }) => status === 'review')?.name;
  if (journey.state !== 'checking') return undefined;
  if (may(journey, 'check-account') && stepOf(journey, 'account').status !== 'running') return 'account';
  return DESK_STEPS.find((name) => stepOf(journey, name).status === 'running') ?? 'civil-status';
}
