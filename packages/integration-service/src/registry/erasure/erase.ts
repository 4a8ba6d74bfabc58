import { PERSON_ERASED, type PersonErased } from '@interlink/contracts/registry/events';
import { ServiceError } from '@interlink/contracts/errors';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { lockWriting } from '../ingest.js';
import { forgetWords } from '../name-words.js';
import { forgetNames } from '../person-names.js';
import type { RegistryTables } from '../tables.js';
import { KEY_PURPOSE } from '../versions.js';
import { writeHouseholds } from '../write-households.js';
import type { ErasureJournal } from './journal.js';
import { findElsewhere, type Keepers } from './keepers.js';

/** What an erasure works with. */
export interface Erasing {
  readonly core: Core;
  readonly keepers: Keepers;
  readonly journal: ErasureJournal;
}

/** Whose keys go: the person's own, those of their records, and those of households that nobody else is in. */
export interface Reach {
  readonly subjectIds: readonly string[];
  readonly records: readonly { readonly source: string; readonly key: string }[];
  readonly households: readonly string[];
  readonly householdsAlone: readonly string[];
}

export async function reachOf(handle: DbHandle, personId: string): Promise<Reach> {
  const db = handle.db<RegistryTables>();
  // Also what was theirs once and is another's now stays the other's: only today's links count.
  const records = await db
    .selectFrom('registry.personRecord')
    .select(['recordId', 'source', 'recordKey'])
    .where('personId', '=', personId)
    .orderBy('recordId')
    .execute();
  const households = await db
    .selectFrom('registry.householdMember as mine')
    .innerJoin('registry.householdMember as one', 'one.householdId', 'mine.householdId')
    .select(['mine.householdId', sql<boolean>`bool_and(coalesce(one.person_id = ${personId}, false))`.as('isAlone')])
    .where('mine.personId', '=', personId)
    .groupBy('mine.householdId')
    .execute();
  const gone = await goneHouseholds(
    handle,
    records.map(({ recordId }) => recordId),
  );
  const alone = [...households.filter(({ isAlone }) => isAlone).map(({ householdId }) => householdId), ...gone];
  const merged = await db
    .selectFrom('registry.person')
    .select('personId')
    .where((row) => row.or([row('personId', '=', personId), row('mergedInto', '=', personId)]))
    .execute();
  // What was kept by their own keys before they were one, a request that was entered for them, is of the one they are.
  const own = new Set([personId, ...merged.map((one) => one.personId)]);
  return {
    subjectIds: [...own, ...records.map(({ recordId }) => recordId), ...alone],
    records: records.map(({ source, recordKey }) => ({ source, key: recordKey })),
    households: [...households.map(({ householdId }) => householdId), ...gone],
    householdsAlone: alone,
  };
}

/** Households that are gone, and in which nobody else ever was: what was said of them is of a past day. */
async function goneHouseholds(handle: DbHandle, recordIds: readonly string[]): Promise<string[]> {
  const own = sql`any(${[...recordIds]}::uuid[])`;
  const { rows } = await sql<{ householdId: string }>`
    select distinct mine.household_id from registry.former_member mine where mine.record_id = ${own}
      and not exists (select from registry.household_member now where now.household_id = mine.household_id)
      and not exists (select from registry.former_member other
        where other.household_id = mine.household_id and not other.record_id = ${own})`.execute(handle.db());
  return rows.map(({ householdId }) => householdId);
}

/** Throws `registry.legal-hold`, also for a hold on somebody who was merged into this person. */
export async function refuseHeld(handle: DbHandle, personId: string): Promise<void> {
  if (await isHeld(handle, personId)) throw new ServiceError('registry.legal-hold');
}

export async function isHeld(handle: DbHandle, personId: string): Promise<boolean> {
  const held = await handle
    .db<RegistryTables>()
    .selectFrom('registry.person')
    .select('personId')
    .where('legalHold', '=', true)
    .where((row) => row.or([row('personId', '=', personId), row('mergedInto', '=', personId)]))
    .executeTakeFirst();
  return held !== undefined;
}

/** Everybody whom a law holds, by every id under which they are or were known. */
export async function heldPeople(handle: DbHandle): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with held as (select coalesce(merged_into, person_id) as id from registry.person where legal_hold)
    select id from held union select person_id from registry.person join held on merged_into = held.id`.execute(
    handle.db(),
  );
  return rows.map(({ id }) => id);
}

/**
 * Destroys the keys of everything that was said about somebody, here and by those who keep something of them, and takes
 * them out of the view, with the transaction. What stands in append-only tables stays as bytes that nobody can open, so that every chain still verifies. Erasing
 * again changes nothing.
 */
export async function erasePerson({ core, keepers, journal }: Erasing, tx: Tx, personId: string): Promise<void> {
  await lockWriting(tx);
  await refuseHeld(tx, personId);
  const reach = await reachOf(tx, personId);
  const { journeys, verified } = await findElsewhere(core, keepers, tx, reach);
  // First outside: what a restored backup must not bring back.
  await journal.append([...new Set([...reach.subjectIds, ...journeys, ...verified])]);
  for (const subjectId of reach.subjectIds) await core.platform.vault.eraseSubject(tx, subjectId, KEY_PURPOSE);
  await keepers.journeys.forget(tx, journeys);
  await keepers.verifications.forget(tx, verified);
  await forget(tx, personId, reach);
  await writeHouseholds(core, tx, reach.households);
  const body: PersonErased = { personId, records: reach.records };
  core.platform.publish(tx, { kind: PERSON_ERASED, body });
  tx.audit({
    stream: `person:${personId}`,
    action: 'registry.erase-person',
    subject: personId,
    body: {
      ...{ records: reach.records.length, households: reach.householdsAlone.length },
      ...{ journeys: journeys.length, verified: verified.length },
    },
  });
}

/** The current view; whoever was merged into the person goes with them. */
async function forget(tx: Tx, personId: string, { householdsAlone }: Reach): Promise<void> {
  const db = tx.db<RegistryTables>();
  const holders = [personId, ...householdsAlone];
  for (const table of ['registry.enrolment', 'registry.benefit', 'registry.payment'] as const) {
    await db
      .deleteFrom(table)
      .where('holderId', '=', sql<string>`any(${holders}::uuid[])`)
      .execute();
  }
  await db.deleteFrom('registry.personKey').where('personId', '=', personId).execute();
  await db.deleteFrom('registry.personRecord').where('personId', '=', personId).execute();
  await db
    .deleteFrom('registry.conflict')
    .where((row) => row.or([row('personId', '=', personId), row('otherPersonId', '=', personId)]))
    .execute();
  const gone = await db
    .deleteFrom('registry.person')
    .where((row) => row.or([row('personId', '=', personId), row('mergedInto', '=', personId)]))
    .returning(['personId', 'searchName'])
    .execute();
  await forgetNames(
    db,
    gone.map((one) => one.personId),
  );
  await forgetWords(
    db,
    gone.flatMap(({ searchName }) => searchName.split(' ')),
  );
}
