import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import type { PersonView } from '@interlink/contracts/registry/view';
import type { Change } from '@interlink/contracts/social-registry/change-request';
import { joinMistake } from '@interlink/domain/social-registry/changes/check';
import type { Operator } from '../../platform/http/api.js';
import { scopeOf } from '../../registry/service.js';
import type { SocialContext } from '../context.js';
import type { Couple } from './effect.js';
import { ownersOf } from './owners.js';
import type { ChangeContent } from './store.js';

/** Whom a change is about, as this operator may see them: each reading is in the access log. */
export async function readCouple(
  { registry }: Pick<SocialContext, 'registry'>,
  operator: Operator,
  personId: string,
  change: Change,
): Promise<Couple> {
  const read = (id: string) => registry.getPerson(operator.actor, id, scopeOf(operator, 'correction', registry.policy));
  const view = await read(personId);
  if (change.event !== 'marriage' || change.joins === undefined) return { view };
  return { view, spouse: await read(change.joins).catch(refuseUnknown) };
}

/** Which of the two is not there would not be seen. */
function refuseUnknown(thrown: unknown): never {
  const isUnknown = isServiceError(thrown) && ['registry.erased', 'registry.person-not-found'].includes(thrown.code);
  throw isUnknown ? new ServiceError('social-registry.change-refused', { reason: 'spouse-unknown' }) : thrown;
}

/** Throws `change-refused` when the two cannot be joined, or no longer. */
export function checkJoin(change: Change, { view, spouse }: Couple): void {
  if (!spouse || change.event !== 'marriage') return;
  const partner = (one: PersonView) => ({ personId: one.personId, householdId: ownersOf(one).householdId });
  const mistake = joinMistake(change.maritalStatus, partner(view), {
    ...partner(spouse),
    deathDate: spouse.data.deathDate,
  });
  if (mistake !== undefined) throw new ServiceError('social-registry.change-refused', { reason: mistake });
}

/** What of the two is kept with the request: where the spouse is, who comes to them, and the village if it is another. */
export function joiningOf({ view, spouse }: Couple): Pick<ChangeContent, 'place' | 'spouse'> {
  if (!spouse) return {};
  const { householdId, memberNumber } = ownersOf(spouse);
  const { place } = spouse.data;
  const { name, sex, birthDate, identifiers, phones } = view.data;
  const isElsewhere = place?.locationId !== undefined && place.locationId !== view.data.place?.locationId;
  return {
    spouse: {
      personId: spouse.personId,
      householdId,
      memberNumber,
      newcomer: { name, sex, birthDate, identifiers, phones },
    },
    ...(isElsewhere && { place }),
  };
}
