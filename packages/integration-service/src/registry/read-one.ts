import { ServiceError } from '@interlink/contracts/errors';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { HouseholdView, PersonView } from '@interlink/contracts/registry/view';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { seesDistrict } from './access.js';
import type { SourceKey, When } from './asking.js';
import { within, type Core } from './core.js';
import { refuseErased } from './erased.js';
import { loadHouseholds } from './load-households.js';
import { loadPastHousehold } from './load-past-household.js';
import { loadPastPerson, loadPeople, readingPeople } from './load-people.js';
import { toPersonView, type PersonState, type Shown } from './person-view.js';
import { recordIdOf } from './record-ids.js';
import { shownAt, shownFor } from './shown.js';
import type { RegistryTables } from './tables.js';

/** Throws `registry.person-not-found`, also when the scope does not reach the person. */
export async function readPerson(
  core: Core,
  actor: Actor,
  personId: string,
  scope: Scope,
  when: When,
): Promise<PersonView> {
  const { platform } = core;
  const [shown, [current]] = await Promise.all([
    shownFor(core, scope, when.asOf, when.knownAt),
    loadPeople(platform, [personId]),
  ]);
  if (!current) await refuseErased(platform, personId);
  const state = isPast(when) ? await loadPastPerson(core, personId, shown) : current;
  return showPerson(core, actor, { personId, current, state, shown }, when);
}

/** The same by the key that a source gives to the person. */
export async function readPersonOfSource(
  core: Core,
  actor: Actor,
  { source, key }: SourceKey,
  scope: Scope,
): Promise<PersonView> {
  const row = await core.platform
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .select('personId')
    .where('recordId', '=', recordIdOf(source, 'person', key))
    .executeTakeFirst();
  if (!row) throw new ServiceError('registry.person-not-found');
  return readPerson(core, actor, row.personId, scope, {});
}

/** The same as they are now, within a transaction of the caller, who shows nothing before it is committed (S6). */
export async function readPersonWithin(core: Core, tx: Tx, personId: string, scope: Scope): Promise<PersonView> {
  const { state, programmes } = await tx.jointly(readingPeople, personId);
  const bound = within(core, tx);
  if (!state) await refuseErased(bound.platform, personId);
  const shown = { ...shownAt(bound, scope), programmes };
  return showPerson(bound, tx.actor, { personId, current: state, state, shown }, {});
}

interface Showing {
  readonly personId: string;
  readonly current: PersonState | undefined;
  readonly state: PersonState | undefined;
  readonly shown: Shown;
}

function showPerson(
  core: Core,
  actor: Actor,
  { personId, current, state, shown }: Showing,
  when: When,
): Promise<PersonView> {
  // Where somebody may be seen is decided by where they live now, also for their past.
  const district = (current ?? state)?.data.place?.districtId;
  if (!state || !seesDistrict(shown.scope, district)) throw new ServiceError('registry.person-not-found');
  const body = bodyOf(shown, when);
  const read = { action: 'registry.read-person', stream: `person:${personId}`, subjects: [personId], body };
  const version = current?.version ?? state.version;
  return core.platform.auditedRead(actor, read, async () => toPersonView(core, { ...state, version }, shown));
}

/** Throws `registry.household-not-found`, also when the scope does not reach it, or it was not there on that day. */
export async function readHousehold(
  core: Core,
  actor: Actor,
  householdId: string,
  scope: Scope,
  when: When,
): Promise<HouseholdView> {
  const shown = await shownFor(core, scope, when.asOf, when.knownAt);
  const [view] = await householdsAt(core, [householdId], shown, when);
  if (!view) throw new ServiceError('registry.household-not-found');
  return auditHousehold(core, actor, view, [view], shown, when);
}

/** As they are now or were then; what was not there, or is out of the scope, is left out. */
export async function householdsAt(
  core: Core,
  ids: readonly string[],
  shown: Shown,
  when: When,
): Promise<HouseholdView[]> {
  if (isPast(when))
    return (await Promise.all(ids.map((id) => pastHousehold(core, id, shown)))).flatMap((one) => one ?? []);
  return (await loadHouseholds(core, ids, shown)).filter(({ place }) => seesDistrict(shown.scope, place?.districtId));
}

/** S6: answers `view` once it is logged who is shown with it. */
export async function auditHousehold<V extends HouseholdView>(
  core: Core,
  actor: Actor,
  view: V,
  shownWith: readonly HouseholdView[],
  shown: Shown,
  when: When,
): Promise<V> {
  const people = shownWith.flatMap(({ members }) => members.flatMap(({ personId }) => personId ?? []));
  const subjects = [...new Set(people)];
  const body = bodyOf(shown, when);
  const read = { action: 'registry.read-household', stream: `household:${view.householdId}`, subjects, body };
  return core.platform.auditedRead(actor, read, async () => view);
}

/** Where it may be seen is decided by where it is now, as for people. */
async function pastHousehold(core: Core, householdId: string, shown: Shown): Promise<HouseholdView | undefined> {
  const [view, now] = await Promise.all([
    loadPastHousehold(core, householdId, shown),
    core.platform
      .db<RegistryTables>()
      .selectFrom('registry.household')
      .select(['districtId', 'version'])
      .where('householdId', '=', householdId)
      .executeTakeFirst(),
  ]);
  const district = now ? now.districtId : view?.place?.districtId;
  return view && seesDistrict(shown.scope, district) ? { ...view, version: now?.version ?? view.version } : undefined;
}

export const isPast = ({ asOf, knownAt }: When): boolean => asOf !== undefined || knownAt !== undefined;

const bodyOf = ({ scope, asOf, knownAt }: Shown, when: When) => ({
  purpose: scope.purpose,
  ...(isPast(when) && { asOf, knownAt }),
});
