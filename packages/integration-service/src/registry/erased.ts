import { ServiceError } from '@interlink/contracts/errors';
import type { DbHandle } from '../platform/database.js';
import type { RegistryTables } from './tables.js';

export async function isErased(handle: DbHandle, personId: string): Promise<boolean> {
  const row = await handle
    .db<RegistryTables>()
    .selectFrom('registry.erasurePerson')
    .select('personId')
    .where('personId', '=', personId)
    .where('erasedAt', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Throws `registry.erased` for somebody who was; whoever never was is somebody else's to name. */
export async function refuseErased(handle: DbHandle, personId: string): Promise<void> {
  if (await isErased(handle, personId)) throw new ServiceError('registry.erased');
}
