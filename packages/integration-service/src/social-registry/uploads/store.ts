import { ServiceError } from '@interlink/contracts/errors';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import { PURPOSE } from '../context.js';
import type { SocialRegistryTables, UploadRow } from '../tables.js';

/** Throws `social-registry.not-found`, also for another institution's. */
export async function getUpload(
  handle: DbHandle,
  id: string,
  { institution, lock = false }: { readonly institution?: string; readonly lock?: boolean } = {},
): Promise<UploadRow> {
  let query = handle.db<SocialRegistryTables>().selectFrom('socialRegistry.upload').selectAll().where('id', '=', id);
  if (institution !== undefined) query = query.where('institution', '=', institution);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new ServiceError('social-registry.not-found');
  return row;
}

type Changes = Partial<Omit<UploadRow, 'problems' | 'refusalDetails'>>;

export async function changeUpload(tx: Tx, id: string, changes: Changes): Promise<void> {
  await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.upload')
    .set({ ...changes, updatedAt: tx.now })
    .where('id', '=', id)
    .execute();
}

/** Lists and counts, which are kept as JSON. */
export async function setDetails(
  tx: Tx,
  id: string,
  {
    problems,
    refusalDetails,
  }: { readonly problems?: Record<string, number>; readonly refusalDetails: readonly string[] | null },
): Promise<void> {
  await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.upload')
    .set({ refusalDetails: toJson(refusalDetails), ...(problems && { problems: toJson(problems) }) })
    .where('id', '=', id)
    .execute();
}

const chunkPlace = (uploadId: string, seq: number) =>
  ({
    table: 'social_registry.upload_chunk',
    column: 'sealed',
    rowId: `${uploadId}:${seq}`,
    subjectId: `upload:${uploadId}`,
    purpose: PURPOSE,
  }) as const;

/** A file holds people: its parts are kept sealed, and only until they are loaded or given up. */
export async function keepChunk(vault: Platform['vault'], tx: Tx, id: string, seq: number, bytes: Buffer) {
  const sealed = await vault.seal(tx, chunkPlace(id, seq), bytes.toString('base64'));
  await tx
    .db<SocialRegistryTables>()
    .insertInto('socialRegistry.uploadChunk')
    .values({ uploadId: id, seq, sealed })
    .execute();
}

/** The bytes as they came, part by part. Throws when a part is not there. */
export async function* readChunks({ vault, ...handle }: Pick<Platform, 'vault' | 'db'>, upload: UploadRow) {
  for (let seq = 1; seq <= upload.chunks; seq += 1) {
    const row = await handle
      .db<SocialRegistryTables>()
      .selectFrom('socialRegistry.uploadChunk')
      .select('sealed')
      .where('uploadId', '=', upload.id)
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow();
    const text = await vault.open(handle, chunkPlace(upload.id, seq), row.sealed);
    if (text === undefined) throw new ServiceError('social-registry.not-found', { reason: 'given-up' });
    yield Buffer.from(text, 'base64');
  }
}

/** The file is gone for good: its parts are deleted and their key destroyed. */
export async function forgetFile(vault: Platform['vault'], tx: Tx, id: string): Promise<void> {
  await tx.db<SocialRegistryTables>().deleteFrom('socialRegistry.uploadChunk').where('uploadId', '=', id).execute();
  await vault.eraseSubject(tx, `upload:${id}`, PURPOSE);
}
