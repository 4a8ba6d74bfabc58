import { setImmediate } from 'node:timers/promises';
import { ServiceError } from '@interlink/contracts/errors';
import type { LoadResult, SourceRecord } from '@interlink/contracts/registry/source-record';
import { sql, type Kysely } from 'kysely';
import { copyText } from '../../platform/copy.js';
import type { Tx } from '../../platform/transaction.js';
import type { Actor } from '../../platform/actor.js';
import { renewConflicts } from '../conflicts.js';
import type { Core } from '../core.js';
import { checkRecords, lockWriting, touchSource } from '../ingest.js';
import { saveWords } from '../name-words.js';
import { chunksOf } from '../rows.js';
import type { RegistryTables } from '../tables.js';
import { prepareFirst, type Prepared } from './prepare.js';

/**
 * The first load of a registry: one source alone, each subject with everything that is said of it in one call. Rows go
 * by COPY, and nobody is looked for among others, because a record of a source is a person of its own until another
 * source says more. What comes out is what `ingest` makes, without the doubts about doubles within the source, which
 * the batch linkage finds. Throws `registry.load-not-first` when another source spoke before or a record is known.
 */
export async function loadFirst(
  core: Core,
  actor: Actor,
  source: string,
  records: readonly SourceRecord[],
): Promise<LoadResult> {
  for (const chunk of chunksOf(records, 1000)) {
    checkRecords(chunk);
    await setImmediate();
  }
  const prepared = await prepare(core, actor, source, records);
  return core.platform.inTransaction(actor, (tx) => keepFirst(core, tx, prepared));
}

/** Of records that were checked. */
export function prepare(core: Core, actor: Actor, source: string, records: readonly SourceRecord[]) {
  const who = actor.onBehalfOf ?? actor.loginName;
  return prepareFirst({ core, source, who, at: core.platform.clock.now() }, records);
}

/** Puts what was prepared into the tables, all of it or nothing. */
export async function keepFirst(core: Core, tx: Tx, prepared: Prepared): Promise<LoadResult> {
  const { source, received, people, households } = prepared;
  await lockWriting(tx);
  await refuseOthers(tx, source);
  await touchSource(core, tx, source, received);
  const db = tx.db<RegistryTables>();
  try {
    const tables = prepared.copies.map((one) => ({ ...one, rows: Buffer.concat(one.rows) }));
    await copyText(db as unknown as Kysely<never>, tables);
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === UNIQUE_VIOLATION) throw new ServiceError('registry.load-not-first');
    throw thrown;
  }
  await saveWords(db, prepared.words);
  if (prepared.incomplete.length > 0) await findMembers(tx, prepared.incomplete);
  const several = prepared.several.map((current) => ({ personId: current.personId, current }));
  if (several.length > 0) await renewConflicts(core, tx, several, []);
  return { received, people, households };
}

const UNIQUE_VIOLATION = '23505';

/** Members who came in another portion; `householdIds`: of these alone. */
export async function findMembers(tx: Tx, householdIds?: readonly string[]): Promise<void> {
  const among = householdIds ? sql`m.household_id = any(${householdIds}::uuid[]) and` : sql``;
  await sql`
    update registry.household_member m set person_id = r.person_id from registry.person_record r
    where ${among} m.person_id is null and r.record_id = m.record_id`.execute(tx.db<RegistryTables>());
}

/** Throws `registry.load-not-first` when another source has spoken. */
export async function refuseOthers(tx: Tx, source: string): Promise<void> {
  const other = await tx
    .db<RegistryTables>()
    .selectFrom('registry.source')
    .select('code')
    .where('code', '<>', source)
    .limit(1)
    .executeTakeFirst();
  if (other) throw new ServiceError('registry.load-not-first', { source: other.code });
}
