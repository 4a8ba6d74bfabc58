import { initials, publicReference } from '@interlink/domain/enrolment/masking';
import type { OutboxMessage } from '../platform/outbox/writer.js';
import type { StepContext } from './steps/context.js';

export const REGISTRATION_NOTICE = 'enrolment.registered';

/** The registration message: no identifier, no amount (D, row 6s). None for a person without a phone. */
export async function registrationNotice(context: StepContext): Promise<readonly OutboxMessage[]> {
  const { platform, personal, catalogue, policy, lease, journey } = context;
  const { mobile, language, givenName, surname } = await personal.getApplicant(platform, lease.id);
  if (mobile === undefined) return [];
  const programme = await catalogue.findProgramme(journey.head.programme);
  const values = {
    name: initials(givenName, surname),
    programme: programme?.name ?? journey.head.programme,
    reference: publicReference(lease.id),
    firstPayMonth: monthAfter(platform.clock.now(), policy.firstPayAfterMonths, language),
    grievanceNumber: policy.grievanceNumber,
  };
  const request = { subjectId: lease.id, to: mobile, language, template: REGISTRATION_NOTICE, values };
  return [platform.sms.compose(request)];
}

function monthAfter(now: Date, months: number, language: string): string {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
  return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}
