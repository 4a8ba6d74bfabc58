import type { EnrolmentAttributes, EnrolmentCheck } from '@interlink/contracts/verification/enrolments';
import type { VerificationResult } from '@interlink/contracts/verification/result';
import type { QuestionContext, VerifierAnswer } from '@interlink/contracts/verification/verifier';
import { judgeOwnEnrolments, type OwnEnrolments } from '@interlink/domain/verification/enrolments';
import { isVolumeUsedUp, type Inbound } from '../interconnection/service.js';
import type { Actor } from '../platform/actor.js';
import type { Platform } from '../platform/platform.js';
import { runCheck, type Check, type CheckDeps } from './checks.js';

/** Who is asked beside our own registry. */
export interface EnrolmentSource {
  /** Partner id. */
  readonly source: string;
  readonly ask: (question: EnrolmentCheck, context: QuestionContext) => Promise<VerifierAnswer<EnrolmentAttributes>>;
}

export interface EnrolmentsCheck extends EnrolmentCheck {
  readonly actor: Actor;
  /** The programme that the person is to be enrolled in, when there is one. */
  readonly programme?: string | undefined;
  /** What our own registry shows to the one who asks; undefined when it does not have the person. */
  readonly own: OwnEnrolments | undefined;
}

export interface EnrolmentDeps {
  readonly platform: Platform;
  readonly inbound: Pick<Inbound, 'findAgreement' | 'record'>;
  readonly checks: CheckDeps;
  readonly sources: readonly EnrolmentSource[];
  readonly validSeconds: number;
}

const OWN = 'registry';
/** What is read of an answer: each must be agreed. */
const ELEMENTS = ['enrollment_date', 'enrollment_status', 'member.member_identifier', 'programme_identifier'];

/**
 * One result a registry, our own first: nobody is enrolled twice only when each of them says so. All are asked at once:
 * several that do not answer take no longer than one.
 */
export async function checkEnrolments(deps: EnrolmentDeps, request: EnrolmentsCheck): Promise<VerificationResult[]> {
  const { own, programme, actor, subjectId, nationalId, requestId } = request;
  const question = { subjectId, nationalId, requestId, actor };
  const checks: Check<EnrolmentCheck, EnrolmentAttributes>[] = [
    { kind: 'enrolment', source: OWN, validSeconds: 0, ask: askOwn(deps, own, programme) },
    ...othersOf(deps),
  ];
  return Promise.all(checks.map(async (check) => (await runCheck(check, question, deps.checks)).result));
}

/** The others alone: whoever asks knows of our own already. None, when the settings name none. */
export function checkElsewhere(
  deps: EnrolmentDeps,
  { subjectId, nationalId, requestId, actor }: Omit<EnrolmentsCheck, 'own' | 'programme'>,
): Promise<VerificationResult[]> {
  const question = { subjectId, nationalId, requestId, actor };
  return Promise.all(othersOf(deps).map(async (check) => (await runCheck(check, question, deps.checks)).result));
}

function othersOf(deps: EnrolmentDeps): readonly Check<EnrolmentCheck, EnrolmentAttributes>[] {
  return deps.sources.map((source) => ({
    ...{ kind: 'enrolment' as const, source: source.source, validSeconds: deps.validSeconds },
    ask: underAgreement(deps, source),
  }));
}

/** It was read and audited when it was shown; here it is only judged. */
function askOwn({ platform }: EnrolmentDeps, own: OwnEnrolments | undefined, programme: string | undefined) {
  const { programmes } = platform.config.settings;
  const excludes = (one: string, other: string) => programmes[one]?.incompatibleWith.includes(other) ?? false;
  return (_question: object, { requestId }: QuestionContext): Promise<VerifierAnswer> =>
    Promise.resolve({
      ...judgeOwnEnrolments(own, programme, excludes),
      ...{ evidence: { signature: 'absent' }, proof: { requestId } },
    });
}

/** No agreement in force: nobody is asked, not even whether they know the person. */
function underAgreement({ platform, inbound }: EnrolmentDeps, { source, ask }: EnrolmentSource) {
  return async (question: EnrolmentCheck, context: QuestionContext): Promise<VerifierAnswer<EnrolmentAttributes>> => {
    const { actor } = context.cause;
    const operation = 'ibr-enrolment-check';
    const permit = await inbound.findAgreement(
      { actor, operation },
      { partner: source, direction: 'in', mode: 'query', recordType: 'Beneficiary', elements: ELEMENTS },
    );
    if (!permit.allowed) return NOT_AGREED;
    const since = platform.clock.now();
    const answer = await ask(question, context);
    const { evidence, outcome, attributes } = answer;
    const entry = {
      ...({ partner: source, direction: 'out', operation, result: outcome, agreement: permit } as const),
      ...{ subjects: [question.subjectId], records: attributes?.enrolments.length ?? 0 },
      ...{ since, signature: evidence.signature, bytes: evidence.raw?.length ?? 0 },
    };
    try {
      await platform.inTransaction(actor, (tx) => inbound.record(tx, entry));
    } catch (thrown) {
      // More came than the agreement leaves for the day: none of it is used.
      if (isVolumeUsedUp(thrown)) return NOT_AGREED;
      throw thrown;
    }
    return answer;
  };
}

const NOT_AGREED = {
  outcome: 'refused',
  reasons: ['enrolments-unknown', 'not-agreed'],
  evidence: { signature: 'absent' },
  proof: {},
} as const;
