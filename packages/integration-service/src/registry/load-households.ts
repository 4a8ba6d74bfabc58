import type { HouseholdData } from '@interlink/contracts/registry/household';
import type { Purpose } from '@interlink/contracts/registry/scope';
import type { HouseholdView, PersonView } from '@interlink/contracts/registry/view';
import { sql, type Selectable } from 'kysely';
import { mayShow, seesDistrict, seesProgramme } from './access.js';
import type { Core } from './core.js';
import { loadPeopleAmong } from './load-people.js';
import { toEnrolmentView, toPersonView, type Shown } from './person-view.js';
import { groupBy } from './rows.js';
import type { RegistryTables } from './tables.js';

/**
 * Many households with their members: four statements at once, whatever their number and size. A member out of the
 * scope shows no field.
 */
export async function loadHouseholds(core: Core, ids: readonly string[], shown: Shown): Promise<HouseholdView[]> {
  if (ids.length === 0) return [];
  const db = core.platform.db<RegistryTables>();
  const among = sql<string>`any(${[...ids]}::uuid[])`;
  const [households, members, enrolments, states] = await Promise.all([
    db.selectFrom('registry.household').selectAll().where('householdId', '=', among).execute(),
    db
      .selectFrom('registry.householdMember')
      .selectAll()
      .where('householdId', '=', among)
      .orderBy('role')
      .orderBy('recordId')
      .execute(),
    db.selectFrom('registry.enrolment').selectAll().where('holderId', '=', among).execute(),
    loadPeopleAmong(
      core.platform,
      sql`in (select m.person_id from registry.household_member m where m.household_id = any(${[...ids]}::uuid[]))`,
    ),
  ]);
  const visible = new Map<string, PersonView>();
  for (const state of states) {
    const seen = seesDistrict(shown.scope, state.data.place?.districtId);
    if (seen) visible.set(state.personId, toPersonView(core, state, shown));
  }
  const membersOf = groupBy(members, ({ householdId }) => householdId);
  const enrolmentsOf = groupBy(enrolments, ({ holderId }) => holderId);
  const found = new Map(households.map((row) => [row.householdId, row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    const own = (enrolmentsOf.get(id) ?? []).filter((one) =>
      seesProgramme(core, shown.scope, one.programme, one.institution),
    );
    const view = {
      ...toOwnFields(row, shown.scope.purpose),
      members: (membersOf.get(id) ?? []).map((member) => toMember(member, visible)),
      enrolments: own.map((one) => toEnrolmentView(one, shown.programmes)),
    };
    return [view];
  });
}

/** How poor a household is, is shown to those who decide about it. */
function toOwnFields(row: Selectable<RegistryTables['registry.household']>, purpose: Purpose) {
  const data: HouseholdData = row.data;
  const hasMeans = mayShow(purpose, 'povertyScore');
  return {
    householdId: row.householdId,
    version: row.version,
    source: row.source,
    identifiers: data.identifiers ?? [],
    unit: row.unit as HouseholdView['unit'],
    addresses: data.addresses ?? [],
    size: row.size,
    lastUpdated: row.lastUpdated.toISOString(),
    ...(data.place && { place: data.place }),
    ...(hasMeans && data.povertyScore !== undefined && { povertyScore: data.povertyScore }),
    ...(hasMeans && data.povertyScoreType !== undefined && { povertyScoreType: data.povertyScoreType }),
    ...(data.registrationDate !== undefined && { registrationDate: data.registrationDate }),
  };
}

function toMember(
  member: RegistryTables['registry.householdMember'],
  visible: ReadonlyMap<string, PersonView>,
): HouseholdView['members'][number] {
  const person = member.personId === null ? undefined : visible.get(member.personId);
  return {
    ...(person && { personId: person.personId, data: person.data }),
    ...(member.role !== null && { role: member.role as 'head' }),
    ...(member.recipient !== null && { recipient: member.recipient as 'primary' }),
    ...(member.fromDay !== null && { from: member.fromDay }),
    ...(member.toDay !== null && { to: member.toDay }),
  };
}
