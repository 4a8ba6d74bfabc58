import { linksAt } from '@interlink/domain/registry/fold-links';
import type { RecordHistory } from '@interlink/domain/registry/fold-person';
import { statementOrFirst } from '@interlink/domain/registry/bitemporal';
import { membersAt } from '@interlink/domain/registry/household-members';
import { sql } from 'kysely';
import { seesDistrict } from './access.js';
import { toSourceHousehold, wordsOn, type LookNear } from './around.js';
import type { Core } from './core.js';
import { householdsEver } from './load-people.js';
import type { Shown } from './person-view.js';
import type { RegistryTables } from './tables.js';
import { loadHistories } from './versions.js';
import { isHousehold, memberRowOf } from './write-households.js';

type Household = RecordHistory<'household'>;

/** As they were on a day and known at a moment, by the links and the words of that moment; seen where they are now. */
export const nearThen =
  (core: Core, shown: Shown): LookNear =>
  async (ids) => {
    const words = await wordsOn(core, ids, shown);
    const named = [...ids, ...words.flatMap(({ householdId, otherId }) => [householdId, otherId])];
    const own = await historiesOf(core, named);
    const people = await ownersOf(core, own, shown);
    const near = await householdsEver(core, [...new Set(people.values())]);
    const all = [...new Map([...own, ...near].map((one) => [one.recordId, one])).values()];
    const [owners, districts] = await Promise.all([ownersOf(core, all, shown), districtsNow(core, all)]);
    const households = all.flatMap((history) => {
      const then = statementOrFirst(history.statements, shown)?.data;
      const { recordId: householdId, source } = history;
      const district = districts.has(householdId) ? districts.get(householdId) : then?.place?.districtId;
      if (!then || !seesDistrict(shown.scope, district)) return [];
      const members = membersAt(history, shown).map((member) => memberRowOf(history, member));
      return [
        toSourceHousehold(
          { householdId, source },
          members.map(({ recordId, role }) => ({ role, key: owners.get(recordId) ?? recordId })),
        ),
      ];
    });
    return { households, words };
  };

async function historiesOf({ platform }: Core, ids: readonly string[]): Promise<Household[]> {
  const histories = await loadHistories(platform, platform.vault, [...new Set(ids)], 'household');
  return [...histories.values()].flat().filter(isHousehold);
}

/** By record: whose the members of these households were then. */
async function ownersOf({ platform }: Core, households: readonly Household[], shown: Shown) {
  const recordIds = households.flatMap((history) =>
    membersAt(history, shown).map((member) => memberRowOf(history, member).recordId),
  );
  const rows = await platform
    .db<RegistryTables>()
    .selectFrom('registry.link')
    .select(['recordId', 'personId', 'seq', 'recordedAt'])
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .execute();
  const known = linksAt(
    rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })),
    shown.knownAt,
  );
  return new Map([...known].map(([recordId, { personId }]) => [recordId, personId]));
}

async function districtsNow({ platform }: Core, households: readonly Household[]) {
  const rows = await platform
    .db<RegistryTables>()
    .selectFrom('registry.household')
    .select(['householdId', 'districtId'])
    .where('householdId', '=', sql<string>`any(${households.map(({ recordId }) => recordId)}::uuid[])`)
    .execute();
  return new Map(rows.map(({ householdId, districtId }) => [householdId, districtId]));
}
