import { randomUUID } from 'node:crypto';
import type { OpenImisPerson } from '../openimis/port.js';
import type { Actor } from '../platform/actor.js';
import type { PaymentsContext } from './policy.js';

/** What the civil registry says of a person. */
export async function askLife({ verification }: PaymentsContext, person: OpenImisPerson, actor: Actor) {
  const { individualId: subjectId, givenName, surname, birthDate, nationalId } = person;
  const about = { subjectId, givenName, surname, birthDate, requestId: randomUUID(), actor };
  const { result, attributes } = await verification.checkCivilStatus({ ...about, ...(nationalId && { nationalId }) });
  const deceased = attributes?.deceased === true || result.reasons.includes('deceased');
  const { outcome, checkedAt } = result;
  return { outcome, deceased, checkedAt, ...(attributes?.deathDate && { deathDate: attributes.deathDate }) };
}
