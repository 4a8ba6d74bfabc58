import type { HouseholdView } from '@interlink/contracts/registry/view';
import { knownBy, knownSince, statementOrFirst } from '@interlink/domain/registry/bitemporal';
import { foldHolder } from '@interlink/domain/registry/fold-person';
import { membersAt } from '@interlink/domain/registry/household-members';
import { sql } from 'kysely';
import { seesDistrict } from './access.js';
import type { Core } from './core.js';
import { foldPast, type CurrentPerson } from './fold-current.js';
import { holderRows } from './holder-rows.js';
import { toHouseholdView, type Visible } from './load-households.js';
import { masked } from './load-people.js';
import { toFields, type Shown } from './person-view.js';
import type { RegistryTables } from './tables.js';
import { loadHistories } from './versions.js';
import { isHousehold, memberRowOf } from './write-households.js';

/**
 * One household as it was on a day and known at a moment, with whoever belonged to it then, as they were then.
 * Undefined when nothing of it was known, or it was gone.
 */
export async function loadPastHousehold(
  core: Core,
  householdId: string,
  shown: Shown,
): Promise<HouseholdView | undefined> {
  const { platform } = core;
  const histories = (await loadHistories(platform, platform.vault, [householdId])).get(householdId) ?? [];
  const own = histories.find(isHousehold);
  const statement = own && statementOrFirst(own.statements, shown);
  if (!own || statement?.data === undefined) return undefined;
  const { data, recordedAt } = statement;
  const belonging = membersAt(own, shown)
    .map((member) => memberRowOf(own, member))
    .sort(byRole);
  const { people, owners } = await foldPast(core, { recordIds: belonging.map(({ recordId }) => recordId) }, shown);
  const members = belonging.map((member) => ({ ...member, personId: owners.get(member.recordId) ?? null }));
  const { enrolments } = holderRows(core, householdId, 'household', foldHolder(histories, shown));
  const row = {
    ...{ householdId, version: 0, data, source: own.source, unit: data.unit ?? 'household' },
    size: Math.max(data.size ?? 0, members.length),
    lastUpdated: new Date(recordedAt),
  };
  const since = knownSince(knownBy(own.statements, shown.knownAt));
  return {
    ...toHouseholdView(core, shown, row, { members, enrolments, visible: await visibleAmong(core, people, shown) }),
    ...(since !== undefined && { knownSince: since }),
  };
}

/** As the current view orders them: whoever has no role last. */
const byRole = (a: MemberRow, b: MemberRow) => (rankOf(a) < rankOf(b) ? -1 : 1);
type MemberRow = ReturnType<typeof memberRowOf>;
const rankOf = ({ role, recordId }: MemberRow) => `${role ?? '~'} ${recordId}`;

/** Where somebody may be seen is decided by where they live now, also for their past. */
async function visibleAmong({ platform }: Core, people: readonly CurrentPerson[], { scope }: Shown): Promise<Visible> {
  const now = await platform
    .db<RegistryTables>()
    .selectFrom('registry.person')
    .select(['personId', 'districtId'])
    .where('personId', '=', sql<string>`any(${people.map(({ personId }) => personId)}::uuid[])`)
    .where('mergedInto', 'is', null)
    .execute();
  const districts = new Map(now.map(({ personId, districtId }) => [personId, districtId]));
  return new Map(
    people.flatMap(({ personId, folded: { data } }) => {
      const district = districts.has(personId) ? districts.get(personId) : data.place?.districtId;
      return seesDistrict(scope, district) ? [[personId, toFields(masked(data), scope)]] : [];
    }),
  );
}
