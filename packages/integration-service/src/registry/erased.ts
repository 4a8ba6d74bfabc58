import { ServiceError } from '@interlink/contracts/errors';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { RegistryTables } from './tables.js';

export const isErased = async (handle: DbHandle, personId: string): Promise<boolean> =>
  (await erasedAmong(handle, [personId])).size > 0;

export async function erasedAmong(handle: DbHandle, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await handle
    .db<RegistryTables>()
    .selectFrom('registry.erasurePerson')
    .select('personId')
    .where('personId', '=', sql<string>`any(${[...new Set(personIds)]}::uuid[])`)
    .where('erasedAt', 'is not', null)
    .execute();
  return new Set(rows.map(({ personId }) => personId));
}

/** Throws `registry.erased` for somebody who was; whoever never was is somebody else's to name. */
export async function refuseErased(handle: DbHandle, personId: string): Promise<void> {
  if (await isErased(handle, personId)) throw new ServiceError('registry.erased');
}
