import type { Applicant } from '@interlink/contracts/enrolment/applicant';
import type { CompleteIdentity, IdentityStarted } from '@interlink/contracts/enrolment/commands';
import { isServiceError } from '@interlink/contracts/errors';
import type { IdentityAnswer } from '@interlink/contracts/verification/checks';
import type { PersonCommand } from '@interlink/domain/enrolment/commands/person';
import { compareBirthDates } from '@interlink/domain/verification/birth-dates';
import { compareNames } from '@interlink/domain/verification/names';
import type { Operator } from '../platform/http/api.js';
import type { Verification } from '../verification/service.js';
import type { Acting } from './acting.js';
import type { PersonalStore } from './personal.js';
import type { Platform } from '../platform/platform.js';

export interface IdentityDeps {
  readonly platform: Platform;
  readonly verification: Verification;
  readonly personal: PersonalStore;
  readonly acting: Acting;
}

/** Where the person signs in. A provider that cannot be reached opens the assisted way, and says so by its error. */
export async function startIdentity(deps: IdentityDeps, operator: Operator, id: string): Promise<IdentityStarted> {
  const { platform, verification, personal, acting } = deps;
  const journey = await acting.check(operator, id, 'start-identity');
  const { nationalId, language } = await personal.getApplicant(platform, id);
  const actor = { ...operator.actor, correlationId: journey.head.correlationId };
  try {
    const started = await verification.startIdentity({ journeyId: id, nationalId, language, actor });
    await acting.act(operator, id, { action: 'start-identity' });
    return { authorizationUrl: started.authorizationUrl, expiresAt: started.expiresAt };
  } catch (thrown) {
    if (!isServiceError(thrown) || thrown.code !== 'verification.source-unavailable') throw thrown;
    await acting.act(operator, id, { action: 'start-identity' });
    await acting.act(operator, id, toCommand(silent, undefined));
    throw thrown;
  }
}

const silent = { outcome: 'unavailable', reasons: ['unreachable'], source: 'national-id', tookMs: 0 } as const;

/** Takes what came back from the provider to the journey it belongs to; its id. Repeating it changes nothing. */
export async function completeIdentity(
  { platform, verification, personal, acting }: IdentityDeps,
  operator: Operator,
  body: CompleteIdentity,
): Promise<string> {
  const answer = await verification.completeIdentity({ ...body, actor: operator.actor });
  const id = answer.journeyId;
  const journey = await acting.look(operator, id);
  const isDone = journey.events.some(
    ({ event }) => 'verificationId' in event && event.verificationId === answer.result.id,
  );
  if (isDone) return id;
  const applicant = await personal.getApplicant(platform, id);
  await acting.act(operator, id, toCommand(compared(answer, applicant), answer));
  platform.failpoint('enrolment.after-identity');
  return id;
}

type Answer = Extract<PersonCommand, { action: 'complete-identity' }>['answer'];

function toCommand(answer: Answer, from: IdentityAnswer | undefined): PersonCommand {
  return { action: 'complete-identity', answer, liveness: from?.attributes?.liveness === true };
}

/** Whether the one who authenticated is the one who applies. */
function compared({ result, attributes }: IdentityAnswer, applicant: Applicant): Answer {
  const { outcome, source, tookMs, id: verificationId } = result;
  const base = { source, tookMs, verificationId };
  if (!attributes) return { ...base, outcome, reasons: result.reasons };
  const differing = [...nameReasons(attributes.fullName, applicant), ...birthReasons(attributes.birthDate, applicant)];
  const isOther = differing.some((reason) => reason.endsWith('-differs'));
  return { ...base, outcome: isOther ? 'mismatch' : outcome, reasons: [...result.reasons, ...differing] };
}

function nameReasons(fullName: string, { givenName, surname }: Applicant): string[] {
  const found = compareNames(`${givenName} ${surname}`, fullName);
  if (found === 'match') return [];
  return [found === 'close' ? 'name-close' : 'name-differs'];
}

function birthReasons(birthDate: Applicant['birthDate'] | undefined, applicant: Applicant): string[] {
  if (!birthDate) return [];
  return compareBirthDates(applicant.birthDate, birthDate) === 'differs' ? ['birth-date-differs'] : [];
}
