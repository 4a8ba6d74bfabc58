import { isServiceError } from '@interlink/contracts/errors';
import type { PersonView } from '@interlink/contracts/registry/view';
import { movesAlong } from '@interlink/domain/social-registry/changes/moves-along';
import type { Operator } from '../../platform/http/api.js';
import { scopeOf } from '../../registry/service.js';
import type { SocialContext } from '../context.js';
import type { Prepared } from './begin.js';
import { ownersOf } from './owners.js';

/**
 * SR-027: when a whole household moves, a request for everybody else in it whose village is not in the answers that the
 * first request renews: whom openIMIS has, it keeps as individuals, each with a village of their own. Each is looked
 * at, decided about and sent as any other change.
 */
export async function prepareMates(
  context: SocialContext,
  operator: Operator,
  lead: Prepared,
  view: PersonView,
): Promise<Prepared[]> {
  const { change } = lead.content;
  if (change.event !== 'move' || !change.withHousehold) return [];
  const mates: Prepared[] = [];
  for (const mate of await matesOf(context, operator, view)) {
    const { householdId, individualId } = ownersOf(mate);
    const isInAnswers = householdId !== null && householdId === lead.row.householdId && individualId === null;
    if (isInAnswers || !movesAlong(mate.data, lead.row.happenedOn, lead.content.place)) continue;
    const row = {
      ...lead.row,
      // The household itself is the first request's to renew.
      ...{ householdId: null, memberNumber: null, individualId },
      id: context.platform.ids.next(),
      leadId: lead.row.id,
      personId: mate.personId,
      districtId: mate.data.place?.districtId ?? null,
    };
    mates.push({ row, content: lead.content });
  }
  return mates;
}

/** Whoever is today in a household of any source with the person, as far as the operator may see them. */
async function matesOf(
  { registry }: SocialContext,
  operator: Operator,
  { personId, households }: PersonView,
): Promise<PersonView[]> {
  const scope = scopeOf(operator, 'correction', registry.policy);
  const ids = new Set<string>();
  for (const { householdId } of households) {
    const household = await seen(() => registry.getHousehold(operator.actor, householdId, scope));
    for (const one of household?.members ?? []) if (one.personId !== undefined) ids.add(one.personId);
  }
  ids.delete(personId);
  const views: PersonView[] = [];
  for (const id of ids) {
    const view = await seen(() => registry.getPerson(operator.actor, id, scope));
    if (view) views.push(view);
  }
  return views;
}

const UNSEEN = ['registry.erased', 'registry.household-not-found', 'registry.person-not-found'];

/** Undefined for what is elsewhere, or was merged or erased a moment ago: it hinders nobody else's move. */
async function seen<View>(read: () => Promise<View>): Promise<View | undefined> {
  try {
    return await read();
  } catch (thrown) {
    if (isServiceError(thrown) && UNSEEN.includes(thrown.code)) return undefined;
    throw thrown;
  }
}
