import type { PersonData } from '@interlink/contracts/registry/person';
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
export async function amendPerson(core: Core, tx: Tx, amendment: Amendment): Promise<void> {
  const { personId, kind, data, validFrom, evidence } = amendment;
  await lockWriting(tx);
  await refuseErased(tx, personId);
  await checkVersion(tx, personId, undefined);
  const key = `${personId}:${kind}`;
  const record = { kind: 'person' as const, key, validFrom, data };
  checkRecords([record]);
  const recordId = recordIdOf(UPDATES, 'person', key);
  if (!(await isLinked(tx, recordId))) {
    const link = { recordId, source: UPDATES, recordKey: key, personId, linkedBy: 'decision', score: null } as const;
    await appendLinks(tx, [{ ...link, evidence }]);
  }
  await ingestInTransaction(core, tx, UPDATES, [record]);
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

/** Whether the current view says so by now. For rules: nobody is shown anything. */
export async function hasArrived(
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
