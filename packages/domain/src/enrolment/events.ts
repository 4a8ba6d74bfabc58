import type { VerificationOutcome } from '@interlink/contracts/verification/result';

/**
 * What a finding means for the journey; recorded with it, so that a later change of policy does not change the past.
 */
export type Consequence = 'pass' | 'remark' | 'provisional' | 'ask-again' | 'assisted' | 'hold' | 'refuse';

/** The checks that ask another system in the background. */
export type CheckStep = 'civil-status' | 'account';

/** What the engine does by itself. */
export type EngineStep = CheckStep | 'eligibility' | 'landing';

/** An answer in the journey's words: no personal value, the evidence stays with `verification`. */
export interface Finding {
  readonly outcome: VerificationOutcome;
  readonly reasons: readonly string[];
  readonly consequence: Consequence;
  /** What the officer should do next; a code that the frontends translate. */
  readonly advice?: string;
  readonly source: string;
  readonly tookMs: number;
  /** When a check that could not be made is made again (ISO 8601, UTC). */
  readonly recheckAt?: string;
  /** Absent when nobody could be asked at all. */
  readonly verificationId?: string;
}

export interface JourneyStarted {
  readonly type: 'journey-started';
  readonly programme: string;
  readonly hasNationalId: boolean;
  readonly hasMobile: boolean;
  readonly hasMandate: boolean;
  readonly accountRequired: boolean;
}

/** Everything that can have happened in a journey. Never a personal value: those live in `applicant`, encrypted. */
export type JourneyEvent =
  | JourneyStarted
  | { readonly type: 'consent-given'; readonly noticeVersion: string; readonly means: string }
  | { readonly type: 'identity-started' }
  | ({ readonly type: 'identity-verified'; readonly liveness: boolean } & Finding)
  | ({ readonly type: 'identity-failed' } & Finding)
  | { readonly type: 'identity-vouched'; readonly witnesses: number }
  | { readonly type: 'account-given'; readonly provider: string }
  | { readonly type: 'step-started'; readonly step: EngineStep; readonly attempt: number }
  | {
      readonly type: 'step-failed';
      readonly step: EngineStep;
      readonly attempt: number;
      readonly reasons: readonly string[];
      readonly tookMs: number;
      readonly retryAt: string;
    }
  | ({ readonly type: 'civil-status-checked' } & Finding)
  | ({ readonly type: 'account-checked' } & Finding)
  | {
      readonly type: 'eligibility-decided';
      readonly consequence: Consequence;
      readonly reasons: readonly string[];
      readonly advice?: string;
      readonly ruleVersion: string;
      readonly tookMs: number;
      /** First day on which the person is old enough. */
      readonly eligibleFrom?: string;
      /** The person as openIMIS already knows them. */
      readonly individualId?: string;
      readonly existingBeneficiaryId?: string;
    }
  | { readonly type: 'checks-retried'; readonly steps: readonly EngineStep[] }
  | { readonly type: 'hold-overridden'; readonly steps: readonly string[] }
  | { readonly type: 'submitted' }
  | { readonly type: 'approved'; readonly statementHash: string }
  | { readonly type: 'rejected'; readonly where: 'interlink' | 'openimis' }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'individual-landed'; readonly individualId: string; readonly tookMs: number }
  | {
      readonly type: 'beneficiary-landed';
      readonly beneficiaryId?: string;
      readonly taskId?: string;
      readonly tookMs: number;
    }
  | { readonly type: 'landing-refused'; readonly reasons: readonly string[]; readonly tookMs: number }
  | { readonly type: 'task-resolved'; readonly taskId: string; readonly resolver: string; readonly tookMs: number }
  | { readonly type: 'approval-doubted'; readonly taskId: string; readonly reason: string }
  | { readonly type: 'doubt-cleared' }
  | {
      readonly type: 'enrolled';
      readonly beneficiaryId: string;
      readonly notice: 'sms' | 'slip';
      readonly tookMs: number;
    }
  | { readonly type: 'notification-told'; readonly outcome: 'delivered' | 'failed' };

export type JourneyEventType = JourneyEvent['type'];

/** An event with its place in the journey, its time (ISO 8601, UTC) and who caused it (`interlink` for the engine). */
export interface RecordedEvent {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly event: JourneyEvent;
}
