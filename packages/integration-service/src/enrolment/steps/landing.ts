import type { Applicant } from '@interlink/contracts/enrolment/applicant';
import { isServiceError, type ServiceError } from '@interlink/contracts/errors';
import { retryDelay } from '@interlink/domain/enrolment/retry';
import type { Beneficiary, LandingPerson } from '../../openimis/port.js';
import { registrationNotice } from '../notice.js';
import { stopwatch, type StepContext } from './context.js';

// An effect that openIMIS acknowledged and that is still not there after so many looks is a refusal.
const LOOKS = 5;

export async function landIndividual(context: StepContext, attempt: number): Promise<undefined> {
  const { record, platform, personal, lease, journey } = context;
  return landing(context, attempt, async (elapsed) => {
    const applicant = await personal.getApplicant(platform, lease.id);
    const known = journey.status.individualId ?? applicant.individualId;
    platform.failpoint('enrolment.before-ensure-individual');
    const { id } = await session(context).landing.ensureIndividual(lease.id, toLandingPerson(applicant), known);
    platform.failpoint('enrolment.after-ensure-individual');
    if (id === undefined) return fail(context, attempt, ['individual-waits-for-task'], elapsed());
    await record({ landing: 'individual', individualId: id, tookMs: elapsed() });
  });
}

export async function landBeneficiary(context: StepContext, attempt: number): Promise<undefined> {
  const { record, platform, lease, journey } = context;
  return landing(context, attempt, async (elapsed) => {
    const planId = await planOf(context);
    const individualId = journey.status.individualId ?? '';
    if (planId === undefined) return refuse(context, ['programme-closed'], elapsed());
    platform.failpoint('enrolment.before-ensure-beneficiary');
    const { landing: land, tasks } = session(context);
    const landed = await land.ensureBeneficiary(planId, individualId, lease.id, 'ACTIVE');
    platform.failpoint('enrolment.after-ensure-beneficiary');
    // With maker-checker on, an effect without our having settled its task was made by somebody: look who.
    const task = landed.taskId ?? (await tasks.findEnrolmentTask(planId, individualId))?.taskId;
    await record({ landing: 'beneficiary', beneficiaryId: landed.id, taskId: task, tookMs: elapsed() });
  });
}

export async function confirmEnrolment(context: StepContext, attempt: number): Promise<undefined> {
  const { record, platform, journey } = context;
  return landing(context, attempt, async (elapsed) => {
    const planId = await planOf(context);
    const individualId = journey.status.individualId ?? '';
    const enrolments = await session(context).programmes.findBeneficiaries(individualId, planId);
    const own = enrolments.find((one) => isOwn(context, one));
    if (own?.status === 'ACTIVE') {
      platform.failpoint('enrolment.before-enrolled');
      const notice = await registrationNotice(context);
      const command = { landing: 'confirmed', beneficiaryId: own.beneficiaryId, tookMs: elapsed() } as const;
      await record(command, (tx) => notice.forEach((message) => tx.send(message)));
    } else if (enrolments.some(({ status }) => status !== 'GRADUATED' && !own)) {
      await refuse(context, ['already-enrolled'], elapsed());
    } else if (attempt >= LOOKS) await refuse(context, ['effect-missing'], elapsed());
    else await fail(context, attempt, ['effect-missing'], elapsed());
  });
}

/** Says that it begins, acts, and turns what openIMIS refuses into a hold and its silence into a retry. */
async function landing(
  context: StepContext,
  attempt: number,
  act: (elapsed: () => number) => Promise<unknown>,
): Promise<undefined> {
  await context.record({ landing: 'begin', attempt });
  const elapsed = stopwatch();
  try {
    await act(elapsed);
  } catch (thrown) {
    if (!isServiceError(thrown)) throw thrown;
    if (isPassing(thrown)) await fail(context, attempt, [thrown.code], elapsed());
    else await refuse(context, [thrown.code], elapsed());
  }
  return undefined;
}

/** It may be otherwise in a moment; anything else wants an administrator. */
function isPassing({ code }: ServiceError): boolean {
  return code === 'platform.openimis-unavailable' || code === 'platform.unauthenticated';
}

function fail({ record, platform, journeyPolicy }: StepContext, attempt: number, reasons: string[], tookMs: number) {
  const delay = retryDelay(attempt, journeyPolicy.retry);
  const retryAt = new Date(platform.clock.now().getTime() + delay).toISOString();
  return record({ landing: 'failed', attempt, reasons, tookMs, retryAt });
}

function refuse({ record }: StepContext, reasons: string[], tookMs: number) {
  return record({ landing: 'refused', reasons, tookMs });
}

function session({ openimis, actor }: StepContext) {
  return openimis.asService('enrol', actor.correlationId);
}

async function planOf({ catalogue, journey }: StepContext): Promise<string | undefined> {
  return (await catalogue.findProgramme(journey.head.programme))?.planId;
}

/** The enrolment that this journey made: by its key, or by the id that openIMIS gave when it was made. */
function isOwn({ lease, journey }: StepContext, { journeyId, beneficiaryId }: Beneficiary): boolean {
  return journeyId === lease.id || (journeyId === undefined && beneficiaryId === journey.status.beneficiaryId);
}

function toLandingPerson(applicant: Applicant): LandingPerson {
  const { givenName, surname, birthDate, nationalId, mobile, sex, language, locationId } = applicant;
  return {
    givenName,
    surname,
    birthDate,
    language,
    locationId,
    ...(nationalId !== undefined && { nationalId }),
    ...(mobile !== undefined && { mobile }),
    ...(sex !== undefined && { sex }),
  };
}
