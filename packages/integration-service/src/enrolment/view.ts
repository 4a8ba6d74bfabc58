import type { Applicant, Mandate } from '@interlink/contracts/enrolment/applicant';
import type { ApprovalStatement, Journey, JourneyStep } from '@interlink/contracts/enrolment/journey';
import type { VerificationResult } from '@interlink/contracts/verification/result';
import { allowedActions, type JourneyPerson } from '@interlink/domain/enrolment/allowed-actions';
import { approvalStatement } from '@interlink/domain/enrolment/approval-statement';
import { mask, publicReference } from '@interlink/domain/enrolment/masking';
import { STEPS, type JourneyStatus, type StepRecord } from '@interlink/domain/enrolment/status';
import { hashOfStatement } from './statement.js';
import type { LoadedJourney } from './store.js';
import { toTimeline } from './timeline.js';

/** What a view of a journey is made of. */
export interface ViewParts {
  readonly journey: LoadedJourney;
  /** Undefined once the person was erased. */
  readonly applicant: Applicant | undefined;
  readonly mandate?: Mandate | undefined;
  readonly verifications: readonly VerificationResult[];
  readonly programmeName: string;
  readonly grievanceNumber: string;
  readonly person: JourneyPerson;
}

/** A journey as an operator sees it; identifier and mobile masked. */
export function toJourney(parts: ViewParts): Journey {
  const { journey, applicant, mandate, verifications, programmeName, grievanceNumber, person } = parts;
  const { head, status, events } = journey;
  const statement = applicant && statementOf(journey, applicant, programmeName);
  const steps = STEPS.map((name) => toStep(name, status.steps[name]));
  return {
    id: head.id,
    reference: publicReference(head.id),
    correlationId: head.correlationId,
    state: status.state,
    programme: { code: status.programme, name: programmeName },
    ...(applicant && { applicant: toMaskedApplicant(applicant) }),
    ...(head.erasedAt && { erasedAt: head.erasedAt.toISOString() }),
    ...(mandate && { mandate }),
    assurance: status.assurance,
    provisional: status.provisional.length > 0,
    steps,
    verifications: [...verifications],
    timeline: toTimeline(events),
    ...(statement && { approvalStatement: statement }),
    maker: status.maker,
    ...(status.approver !== undefined && { approver: status.approver }),
    openimis: toOpenimis(status),
    grievanceNumber,
    allowedActions: head.erasedAt ? [] : [...allowedActions(status, person)],
    systemMs: steps.reduce((sum, { tookMs = 0 }) => sum + tookMs, 0),
    createdAt: status.startedAt,
    updatedAt: status.updatedAt,
    version: status.version,
    ...toFindings(status),
  };
}

const BEFORE_READY = ['identified', 'consented', 'authenticating', 'checking', 'held', 'refused', 'withdrawn'];

/** What an approver is asked to confirm; there is nothing to confirm before `ready`. */
export function statementOf(
  { head, status }: LoadedJourney,
  applicant: Applicant,
  programmeName: string,
): ApprovalStatement | undefined {
  if (BEFORE_READY.includes(status.state)) return undefined;
  const text = approvalStatement(status, { journeyId: head.id, programmeName, ...applicant });
  return { hash: hashOfStatement(text), text };
}

function toMaskedApplicant(applicant: Applicant): NonNullable<Journey['applicant']> {
  const { givenName, surname, birthDate, nationalId, mobile, language, locationId } = applicant;
  return {
    givenName,
    surname,
    birthDate,
    language,
    locationId,
    ...(nationalId !== undefined && { nationalId: mask(nationalId) }),
    ...(mobile !== undefined && { mobile: mask(mobile) }),
  };
}

function toOpenimis({ individualId, beneficiaryId, taskId }: JourneyStatus): Journey['openimis'] {
  return {
    ...(individualId !== undefined && { individualId }),
    ...(beneficiaryId !== undefined && { beneficiaryId }),
    ...(taskId !== undefined && { taskId }),
  };
}

function toFindings({ eligibleFrom, existingBeneficiaryId }: JourneyStatus) {
  return {
    ...(eligibleFrom !== undefined && { eligibleFrom }),
    ...(existingBeneficiaryId !== undefined && { existingBeneficiaryId }),
  };
}

function toStep(name: JourneyStep['name'], step: StepRecord): JourneyStep {
  const { status, reasons, attempts, tookMs, askedOf, advice, startedAt, endedAt } = step;
  return {
    name,
    status,
    reasons: [...reasons],
    attempts,
    ...(askedOf !== undefined && { askedOf }),
    ...(advice !== undefined && { advice }),
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ...(attempts > 0 && { tookMs }),
  };
}
