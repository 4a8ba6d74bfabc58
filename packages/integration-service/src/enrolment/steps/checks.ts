import type { VerificationResult } from '@interlink/contracts/verification/result';
import type { Applicant } from '@interlink/contracts/enrolment/applicant';
import { isServiceError } from '@interlink/contracts/errors';
import { findBranch } from '@interlink/domain/enrolment/branches';
import { findEligibility, saidElsewhere } from '@interlink/domain/enrolment/eligibility';
import type { CheckStep } from '@interlink/domain/enrolment/events';
import { requestIdOf } from '../request-id.js';
import { stopwatch, type StepContext } from './context.js';
import { lookIntoOpenImis } from './people.js';

export function checkCivilStatus(context: StepContext, attempt: number): Promise<undefined> {
  const { verification, actor, platform, personal, lease } = context;
  return check(context, 'civil-status', attempt, async (requestId) => {
    const { nationalId, givenName, surname, birthDate } = await personal.getApplicant(platform, lease.id);
    platform.failpoint('enrolment.before-civil-status');
    const asked = { subjectId: lease.id, nationalId, givenName, surname, birthDate, requestId, actor };
    const { result } = await verification.checkCivilStatus(asked);
    platform.failpoint('enrolment.after-civil-status');
    return result;
  });
}

export function checkAccount(context: StepContext, attempt: number): Promise<undefined> {
  const { verification, actor, platform, personal, lease } = context;
  return check(context, 'account', attempt, async (requestId) => {
    const { givenName, surname } = await personal.getApplicant(platform, lease.id);
    const account = await personal.find(platform, lease.id, 'account');
    if (!account) throw new Error('the account of a journey that was given one is not there');
    platform.failpoint('enrolment.before-account-check');
    const holderName = `${givenName} ${surname}`;
    const { result } = await verification.checkAccount({
      subjectId: lease.id,
      ...account,
      holderName,
      requestId,
      actor,
    });
    platform.failpoint('enrolment.after-account-check');
    return result;
  });
}

/** Says that it begins, asks, and keeps the answer; a repeat after a kill asks with the same id. */
async function check(
  { record, lease }: StepContext,
  step: CheckStep,
  attempt: number,
  ask: (requestId: string) => Promise<VerificationResult>,
): Promise<undefined> {
  await record({ check: 'begin', step, attempt });
  const elapsed = stopwatch();
  try {
    const result = await ask(requestIdOf(lease.id, step, attempt));
    const { outcome, reasons, source, id: verificationId } = result;
    const answer = { outcome, reasons, source, verificationId, tookMs: elapsed() };
    await record({ check: 'answered', step, attempt, answer });
  } catch (thrown) {
    if (!isServiceError(thrown)) throw thrown;
    await record({ check: 'failed', step, attempt, reasons: [thrown.code], tookMs: elapsed() });
  }
  return undefined;
}

export async function decideEligibility(context: StepContext, attempt: number): Promise<undefined> {
  const { record, platform, personal, lease } = context;
  await record({ check: 'begin', step: 'eligibility', attempt });
  const elapsed = stopwatch();
  try {
    platform.failpoint('enrolment.before-eligibility');
    const { finding, individualId } = await findOut(context, await personal.getApplicant(platform, lease.id), attempt);
    platform.failpoint('enrolment.after-eligibility');
    await record({ check: 'decided', step: 'eligibility', finding, individualId, tookMs: elapsed() });
  } catch (thrown) {
    if (!isServiceError(thrown)) throw thrown;
    const reasons = [thrown.code];
    await record({ check: 'failed', step: 'eligibility', attempt, reasons, tookMs: elapsed() });
  }
  return undefined;
}

async function findOut(context: StepContext, applicant: Applicant, attempt: number) {
  const { openimis, actor, journey, catalogue, platform, policy, journeyPolicy } = context;
  const code = journey.head.programme;
  const programme = await catalogue.findProgramme(code);
  const session = openimis.asService('enrol', actor.correlationId);
  const { individualId, enrolments, similar } = await lookIntoOpenImis(session, applicant);
  const effectiveDate = platform.clock.now().toISOString().slice(0, 10);
  const input = {
    birthDate: applicant.birthDate,
    effectiveDate,
    minimumAge: programme?.settings.minimumAge,
    nationalId: applicant.nationalId,
    enrolments,
    programme: code,
    incompatibleWith: programme?.settings.incompatibleWith ?? [],
    similar,
    isOpen: programme !== undefined && isValid(programme, effectiveDate),
  };
  const finding = findEligibility(input);
  const { consequence } = findBranch('eligibility', 'verified', finding.reasons, journeyPolicy.branches);
  // Of whom the programme does not take, nobody else is told that they applied.
  if (!policy.otherRegistries.includes(code) || consequence === 'refuse') return { finding, individualId };
  const elsewhere = await askElsewhere(context, applicant, attempt);
  return { finding: findEligibility({ ...input, elsewhere }), individualId };
}

/** Without a number nobody else can be asked: then it is not known, and the policy says what that means. */
async function askElsewhere({ verification, actor, lease }: StepContext, { nationalId }: Applicant, attempt: number) {
  if (nationalId === undefined) return [];
  const requestId = requestIdOf(lease.id, 'eligibility', attempt);
  const results = await verification.checkElsewhere({ subjectId: lease.id, nationalId, requestId, actor });
  return results.map(saidElsewhere);
}

function isValid({ validFrom, validTo }: { validFrom: string; validTo?: string | undefined }, on: string): boolean {
  return validFrom <= on && (validTo === undefined || on <= validTo);
}
