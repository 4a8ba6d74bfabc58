import type { JourneyPerson } from './allowed-actions.js';
import type { BranchPolicy } from './branches.js';
import type { JourneyEvent } from './events.js';
import type { RetryPolicy } from './retry.js';

/** What a deployment lays down for every journey. */
export interface JourneyPolicy {
  readonly branches: BranchPolicy;
  readonly retry: RetryPolicy;
}

/** Events to record, none when the command is a repeat of what already happened; or why not. */
export type Decision =
  | { readonly events: readonly JourneyEvent[] }
  | { readonly refused: 'enrolment.not-possible-now' | 'enrolment.approver-is-maker' | 'enrolment.statement-changed' }
  | { readonly refused: 'platform.forbidden'; readonly permission: 'enrolment.approve' | 'enrolment.create' };

export interface DecisionContext {
  /** Absent when the engine asks. */
  readonly person?: JourneyPerson | undefined;
  readonly policy: JourneyPolicy;
  /** ISO 8601, UTC. */
  readonly now: string;
}
