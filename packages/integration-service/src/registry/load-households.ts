import type { Purpose } from '@interlink/contracts/registry/scope';
import type { HouseholdView, PersonFields } from '@interlink/contracts/registry/view';
import { isMemberOn } from '@interlink/domain/registry/household-members';
import { sql, type Selectable } from 'kysely';
import { mayShow, seesDistrict, seesProgramme } from './access.js';
import type { Core } from './core.js';
import { loadFieldsAmong } from './load-people.js';
import { toEnrolmentView, toFields, type HolderRow, type Shown } from './person-view.js';
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
    loadFieldsAmong(
      core.platform,
      sql`in (select m.person_id from registry.household_member m where m.household_id = any(${[...ids]}::uuid[]))`,
    ),
  ]);
  const visible: Visible = new Map(
    states.flatMap(({ personId, data }) =>
      seesDistrict(shown.scope, data.place?.districtId) ? [[personId, toFields(data, shown.scope)]] : [],
    ),
  );
  const membersOf = groupBy(members, ({ householdId }) => householdId);
  const enrolmentsOf = groupBy(enrolments, ({ holderId }) => holderId);
  const found = new Map(households.map((row) => [row.householdId, row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    if (!row) return [];
    const members = (membersOf.get(id) ?? []).filter(({ fromDay: from, toDay: to }) =>
      isMemberOn({ from, to }, shown.asOf),
    );
    return [toHouseholdView(core, shown, row, { members, enrolments: enrolmentsOf.get(id) ?? [], visible })];
  });
}

/** Members who may be seen, by person, as far as they may be. */
export type Visible = ReadonlyMap<string, PersonFields>;

type HouseholdRow = Pick<
  Selectable<RegistryTables['registry.household']>,
  'data' | 'householdId' | 'lastUpdated' | 'size' | 'source' | 'unit' | 'version'
>;

interface Belonging {
  readonly members: readonly RegistryTables['registry.householdMember'][];
  readonly enrolments: readonly HolderRow<'registry.enrolment'>[];
  readonly visible: Visible;
}

/** What of a household the scope may see (S2). */
export function toHouseholdView(
  core: Core,
  { scope, programmes, asOf, knownAt }: Shown,
  row: HouseholdRow,
  { members, enrolments, visible }: Belonging,
): HouseholdView {
  const own = enrolments.filter((one) => seesProgramme(core, scope, one.programme, one.institution));
  return {
    ...toOwnFields(row, scope.purpose),
    asOf,
    knownAt,
    members: members.map((member) => toMember(member, visible)),
    enrolments: own.map((one) => toEnrolmentView(one, programmes)),
    otherEnrolments: own.length < enrolments.length,
  };
}

/** How poor a household is, is shown to those who decide about it. */
function toOwnFields({ data, householdId, version, source, unit, size, lastUpdated }: HouseholdRow, purpose: Purpose) {
  const hasMeans = mayShow(purpose, 'povertyScore');
  return {
    ...{ householdId, version, source, size },
    identifiers: data.identifiers ?? [],
    unit: unit as HouseholdView['unit'],
    addresses: data.addresses ?? [],
    lastUpdated: lastUpdated.toISOString(),
    ...(data.place && { place: data.place }),
    ...(hasMeans && data.povertyScore !== undefined && { povertyScore: data.povertyScore }),
    ...(hasMeans && data.povertyScoreType !== undefined && { povertyScoreType: data.povertyScoreType }),
    ...(data.registrationDate !== undefined && { registrationDate: data.registrationDate }),
  };
}

function toMember(
  member: RegistryTables['registry.householdMember'],
  visible: Visible,
): HouseholdView['members'][number] {
  const { personId } = member;
  const data = personId === null ? undefined : visible.get(personId);
  return {
    ...(personId !== null && data && { personId, data }),
    ...(member.role !== null && { role: member.role as 'head' }),
    ...(member.recipient !== null && { recipient: member.recipient as 'primary' }),
    ...(member.fromDay !== null && { from: member.fromDay }),
    ...(member.toDay !== null && { to: member.toDay }),
  };
}
