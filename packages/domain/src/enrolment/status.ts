import type { Assurance, JourneyState, StepName, StepStatus } from '@interlink/contracts/enrolment/states';
import type { CheckStep, Consequence } from './events.js';

/** One step as the events leave it. */
export interface StepRecord {
  readonly status: StepStatus;
  readonly consequence?: Consequence | undefined;
  readonly advice?: string | undefined;
  readonly askedOf?: string | undefined;
  readonly reasons: readonly string[];
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** System time in milliseconds over all attempts. */
  readonly tookMs: number;
  readonly attempts: number;
  /** The engine leaves the step alone until then. */
  readonly retryAt?: string | undefined;
}

/** Where a journey stands: a fold of its events, and nothing else. */
export interface JourneyStatus {
  readonly state: JourneyState;
  readonly programme: string;
  readonly maker: string;
  /** Everybody who prepared it: none of them decides about it (S10). */
  readonly makers: readonly string[];
  readonly submitter?: string | undefined;
  readonly approver?: string | undefined;
  readonly assurance: Assurance;
  readonly hasNationalId: boolean;
  readonly hasMobile: boolean;
  readonly hasMandate: boolean;
  readonly accountRequired: boolean;
  readonly accountGiven: boolean;
  readonly wrongOtps: number;
  /** The officer may let two witnesses vouch instead of the national ID. */
  readonly assistedOffered: boolean;
  /** Checks that could not be made: no payment before they are (D, row 4). */
  readonly provisional: readonly CheckStep[];
  readonly steps: Readonly<Record<StepName, StepRecord>>;
  readonly individualId?: string | undefined;
  readonly beneficiaryId?: string | undefined;
  /** openIMIS was asked for the enrolment; what is left is a task or a look at the effect. */
  readonly beneficiaryAsked: boolean;
  readonly existingBeneficiaryId?: string | undefined;
  readonly eligibleFrom?: string | undefined;
  readonly taskId?: string | undefined;
  /** Somebody who does not count resolved the task, and no approver has answered for the enrolment since (S10). */
  readonly doubted?: boolean | undefined;
  readonly statementHash?: string | undefined;
  readonly notice?: 'sms' | 'slip' | undefined;
  readonly startedAt: string;
  readonly updatedAt: string;
  /** Number of events: the journey's version. */
  readonly version: number;
}

export const STEPS: readonly StepName[] = [
  'identify',
  'consent',
  'identity',
  'civil-status',
  'account',
  'eligibility',
  'review',
  'approval',
  'landing',
  'notification',
];

const TERMINAL: readonly JourneyState[] = ['enrolled', 'refused', 'rejected', 'withdrawn'];

/** Nothing moves a journey on from here. */
export function isTerminal(state: JourneyState): boolean {
  return TERMINAL.includes(state);
}

/** Steps whose finding a person has to look at before the journey goes on. */
export function heldSteps(status: JourneyStatus): readonly StepName[] {
  return STEPS.filter((name) => status.steps[name].consequence === 'hold');
}
