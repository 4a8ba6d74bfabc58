import type { PersonData } from '@interlink/contracts/registry/person';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { Core } from './core.js';
import { checkVersion } from './decide.js';
import { refuseErased } from './erased.js';
import { checkRecords, ingestInTransaction, lockWriting } from './ingest.js';
import { appendLinks } from './linking.js';
import { UPDATES } from './policy.js';
import { recordIdOf } from './record-ids.js';
import type { RegistryTables } from './tables.js';

/** Something that is true of a person from a day on, by a request that was decided. */
export interface Amendment {
  readonly personId: string;
  /** Which kind of statement it is: a later one of the same kind takes its place. */
  readonly kind: string;
  readonly data: PersonData;
  /** YYYY-MM-DD. */
  readonly validFrom: string;
  /** E.g. `change-request:<id>`. */
  readonly evidence: readonly string[];
}

/** Throws `registry.person-not-found`, also for somebody who was merged into another. */
async function amendPerson(core: Core, tx: Tx, amendment: Amendment): Promise<void> {
  const { personId, kind, data, validFrom, evidence } = amendment;
  await lockWriting(tx);
  await refuseErased(tx, personId);
  await checkVersion(tx, personId, undefined);
  const key = `${personId}:${kind}`;
  const record = { kind: 'person' as const, key, validFrom, data };
  checkRecords([record]);
  await linkRecord(tx, { personId, source: UPDATES, key, evidence });
  await ingestInTransaction(core, tx, UPDATES, [record]);
}

/** A record that is this person's before its source states it, by a request that was decided. */
export interface NewRecord extends Pick<Amendment, 'evidence' | 'personId'> {
  readonly source: string;
  readonly key: string;
}

/** Whose a record is already stays theirs. */
async function linkRecord(tx: Tx, { personId, source, key, evidence }: NewRecord): Promise<void> {
  await lockWriting(tx);
  const recordId = recordIdOf(source, 'person', key);
  if (await isLinked(tx, recordId)) return;
  const link = { recordId, source, recordKey: key, personId, linkedBy: 'decision', score: null } as const;
  await appendLinks(tx, [{ ...link, evidence }]);
}

/** A record follows its person through merges: where it is linked now is right. */
async function isLinked(tx: Tx, recordId: string): Promise<boolean> {
  const row = await tx
    .db<RegistryTables>()
    .selectFrom('registry.personRecord')
    .select('personId')
    .where('recordId', '=', recordId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the current view has a date of death of one of them. For rules: nobody is shown anything. */
async function hasDied(handle: DbHandle, personIds: readonly string[]): Promise<boolean> {
  const row = await handle
    .db<RegistryTables>()
    .selectFrom('registry.person')
    .select('personId')
    .where('personId', 'in', [...personIds])
    .where('deathDate', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the current view says so by now. For rules: nobody is shown anything. */
async function hasArrived(
  { db }: Pick<Platform, 'db'>,
  personId: string,
  { locationId, mobile }: { readonly locationId?: string; readonly mobile?: string },
): Promise<boolean> {
  const row = await db<RegistryTables>()
    .selectFrom('registry.person')
    .select('data')
    .where('personId', '=', personId)
    .executeTakeFirst();
  if (!row) return false;
  const { place, phones = [] } = row.data;
  return (
    (locationId === undefined || place?.locationId === locationId) && (mobile === undefined || phones.includes(mobile))
  );
}

/** What follows from a request that was decided, for whoever carries it out. */
export interface Amending {
  /** Something decided to be true of a person, as a statement of Interlink's own; the view is renewed with it. */
  amendWithin(tx: Tx, amendment: Amendment): Promise<void>;
  /** Whose a record will be that its source has not stated yet, by what was decided. */
  linkWithin(tx: Tx, record: NewRecord): Promise<void>;
  /** Whether the view has this village and telephone by now; for rules, nobody is shown anything. */
  hasArrived(personId: string, expected: { readonly locationId?: string; readonly mobile?: string }): Promise<boolean>;
  /** Whether one of them has died; for rules, nobody is shown anything. */
  hasDied(handle: DbHandle, personIds: readonly string[]): Promise<boolean>;
}

export const amending = (core: Core): Amending => ({
  amendWithin: (tx, amendment) => amendPerson(core, tx, amendment),
  linkWithin: linkRecord,
  hasArrived: (personId, expected) => hasArrived(core.platform, personId, expected),
  hasDied,
});
