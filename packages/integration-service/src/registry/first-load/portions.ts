import { ServiceError } from '@interlink/contracts/errors';
import type { LoadResult, SourceRecord } from '@interlink/contracts/registry/source-record';
import { addPortion, hasPortion, noPortions, type Portions } from '@interlink/domain/registry/first-load';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.js';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { Core } from '../core.js';
import { lockWriting, touchSource } from '../ingest.js';
import type { RegistryTables } from '../tables.js';
import { findMembers, keepFirst, prepare, refuseOthers } from './load.js';

/** A file that is loaded in portions; kept with the source, so that a load that broke off goes on. */
export interface FileLoad extends Portions {
  /** SHA-256 of the file in hex. */
  readonly file: string;
  readonly finishedAt?: string;
}

/**
 * Begins the first load of a file, or goes on with it: which portions are in. Throws `registry.load-not-first` when the
 * source has records already, and `registry.load-other-file` when another file is being loaded.
 */
export async function beginLoad(core: Core, tx: Tx, source: string, file: string): Promise<FileLoad> {
  await lockWriting(tx);
  await refuseOthers(tx, source);
  await touchSource(core, tx, source, 0);
  const load = await readLoad(tx, source);
  if (load && load.finishedAt === undefined) {
    if (load.file !== file) throw new ServiceError('registry.load-other-file', { source });
    return load;
  }
  if (load || (await hasRecords(tx, source))) throw new ServiceError('registry.load-not-first', { source });
  const begun = { file, ...noPortions };
  await saveLoad(tx, source, begun);
  tx.audit({ stream: `source:${source}`, action: 'registry.begin-load', body: { source, file } });
  return begun;
}

export interface Portion {
  readonly source: string;
  readonly file: string;
  /** From 1 on. */
  readonly number: number;
}

/**
 * Takes one portion, once: sent again it changes nothing. Each subject with all that is said of it in one portion.
 * `records` were checked (`readJsonLines` does): what is no record is not found here.
 */
export async function loadPortion(
  core: Core,
  actor: Actor,
  portion: Portion,
  records: readonly SourceRecord[],
): Promise<LoadResult> {
  const { source, number } = portion;
  if (hasPortion(await loadOf(core.platform, portion), number)) return NOTHING;
  const prepared = await prepare(core, actor, source, records);
  return core.platform.inTransaction(actor, async (tx) => {
    await lockWriting(tx);
    const load = await loadOf(tx, portion);
    if (hasPortion(load, number)) return NOTHING;
    const result = await keepFirst(core, tx, prepared);
    await saveLoad(tx, source, { ...load, ...addPortion(load, number) });
    core.platform.failpoint('registry.in-first-load');
    return result;
  });
}

const NOTHING: LoadResult = { received: 0, people: 0, households: 0 };

/** After the last portion: members of households who came in another one are found, and the source is as any other. */
export async function finishLoad(tx: Tx, { source, file, number }: Portion): Promise<void> {
  await lockWriting(tx);
  const load = await loadOf(tx, { source, file });
  if (load.upTo !== number || load.beyond.length > 0) throw new ServiceError('registry.load-other-file', { source });
  await findMembers(tx);
  await saveLoad(tx, source, { ...load, finishedAt: tx.now.toISOString() });
  tx.audit({ stream: `source:${source}`, action: 'registry.finish-load', body: { source, file, portions: number } });
}

async function readLoad(handle: DbHandle, source: string): Promise<FileLoad | undefined> {
  const row = await handle
    .db<RegistryTables>()
    .selectFrom('registry.source')
    .select('cursor')
    .where('code', '=', source)
    .executeTakeFirst();
  return row?.cursor['firstLoad'] as FileLoad | undefined;
}

/** The load that is under way. Throws `registry.load-other-file` when it is none of this file. */
async function loadOf(handle: DbHandle, { source, file }: Pick<Portion, 'file' | 'source'>): Promise<FileLoad> {
  const load = await readLoad(handle, source);
  if (load?.file !== file || load.finishedAt !== undefined) {
    throw new ServiceError('registry.load-other-file', { source });
  }
  return load;
}

async function saveLoad(tx: Tx, source: string, load: FileLoad): Promise<void> {
  await tx
    .db<RegistryTables>()
    .updateTable('registry.source')
    .set({ cursor: sql`cursor || ${toJson({ firstLoad: load })}` })
    .where('code', '=', source)
    .execute();
}

async function hasRecords(tx: Tx, source: string): Promise<boolean> {
  const row = await tx
    .db<RegistryTables>()
    .selectFrom('registry.recordHead')
    .select('recordId')
    .where('source', '=', source)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
