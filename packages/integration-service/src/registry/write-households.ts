import type { Moment } from '@interlink/domain/registry/bitemporal';
import type { MembershipData } from '@interlink/contracts/registry/household';
import { formerMembers } from '@interlink/domain/registry/household-members';
import { foldHolder, heldAt, type RecordHistory } from '@interlink/domain/registry/fold-person';
import { sql } from 'kysely';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { holderRows, replaceHolderRows } from './holder-rows.js';
import { recordIdOf } from './record-ids.js';
import { insertAll } from './rows.js';
import type { RegistryTables } from './tables.js';
import { loadHistories } from './versions.js';

type Household = RecordHistory<'household'>;

/** Makes the current view of these households anew. A household is a record of one source; its id is the record's. */
export async function writeHouseholds(core: Core, tx: Tx, householdIds: readonly string[]): Promise<void> {
  if (householdIds.length === 0) return;
  const db = tx.db<RegistryTables>();
  const ids = [...new Set(householdIds)].sort();
  const histories = await loadHistories(tx, core.platform.vault, ids);
  const moment = { asOf: tx.now.toISOString().slice(0, 10), knownAt: tx.now.toISOString() };
  const versions = await keptVersions(tx, ids);
  const own = ids.flatMap((id) => (histories.get(id) ?? []).filter(isHousehold));
  const held = own.flatMap((history) => heldAt(history, moment).map((now) => ({ history, now })));
  for (const table of ['registry.household', 'registry.householdMember', 'registry.formerMember'] as const) {
    await db
      .deleteFrom(table)
      .where('householdId', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
  }
  const rows = held.map(({ history, now }) => householdRow(history, now, (versions.get(history.recordId) ?? 0) + 1));
  await insertAll(db, 'registry.household', rows);
  await insertAll(db, 'registry.householdMember', await memberRows(tx, held));
  await insertAll(
    db,
    'registry.formerMember',
    own.flatMap((history) => formerRowsOf(history, moment)),
  );
  await replaceHolderRows(
    db,
    ids,
    held.map(({ history: { recordId } }) =>
      holderRows(core, recordId, 'household', foldHolder(histories.get(recordId) ?? [], moment)),
    ),
  );
}

type HeldHousehold = ReturnType<typeof heldAt<'household'>>[number];

/** A household of the current view, as a row. */
export function householdRow(
  { recordId, source, key }: Household,
  { data, lastUpdated }: HeldHousehold,
  version: number,
) {
  return {
    householdId: recordId,
    version,
    source,
    recordKey: key,
    data: JSON.stringify(data),
    unit: data.unit ?? 'household',
    size: Math.max(data.size ?? 0, data.members.length),
    povertyScore: data.povertyScore ?? null,
    locationId: data.place?.locationId ?? null,
    districtId: data.place?.districtId ?? null,
    registrationDate: data.registrationDate ?? null,
    lastUpdated: new Date(lastUpdated),
  };
}

export const isHousehold = (history: RecordHistory): history is Household => history.kind === 'household';

async function keptVersions(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .db<RegistryTables>()
    .selectFrom('registry.household')
    .select(['householdId', 'version'])
    .where('householdId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ householdId, version }) => [householdId, version]));
}

/** Members by the source's own keys; who is not known yet has no person, and gets one when they come. */
async function memberRows(tx: Tx, held: readonly { history: Household; now: HeldHousehold }[]) {
  const recordIds = membersOf(held).map(({ recordId }) => recordId);
  const linked = await tx
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .select(['recordId', 'personId'])
    .where('recordId', '=', sql<string>`any(${recordIds}::uuid[])`)
    .execute();
  return memberRowsOf(held, new Map(linked.map(({ recordId, personId }) => [recordId, personId])));
}

const membersOf = (held: readonly { history: Household; now: HeldHousehold }[]) =>
  held.flatMap(({ history, now }) => now.data.members.map((member) => memberRowOf(history, member)));

/** A member as a row, whoever they are. */
export const memberRowOf = ({ recordId: householdId, source }: Household, member: MembershipData) => ({
  householdId,
  recordId: recordIdOf(source, 'person', member.personKey),
  role: member.role ?? null,
  recipient: member.recipient ?? null,
  fromDay: member.from ?? null,
  toDay: member.to ?? null,
});

export const formerRowsOf = (history: Household, now: Moment) =>
  formerMembers(history, now).map((personKey) => ({
    householdId: history.recordId,
    recordId: recordIdOf(history.source, 'person', personKey),
  }));

/** Each member once. `people`: whose record it is. */
export function memberRowsOf(
  held: readonly { history: Household; now: HeldHousehold }[],
  people: ReadonlyMap<string, string>,
) {
  const once = new Map(membersOf(held).map((member) => [`${member.householdId}|${member.recordId}`, member]));
  return [...once.values()].map((member) => ({ ...member, personId: people.get(member.recordId) ?? null }));
}
