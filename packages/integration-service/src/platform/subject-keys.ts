import { sql } from 'kysely';
import type { DbHandle } from './database.js';
import type { VaultTables } from './tables.js';

/** Whose key it is, and what for. */
export interface KeyOwner {
  /** The person whose key it is; erasure destroys the key. */
  readonly subjectId: string;
  /** Purpose of the key, e.g. `enrolment`. */
  readonly purpose: string;
}

export type KeyRow = VaultTables['platform.subjectKey'];

/** A fresh key, and its row as it is to be kept: wrapped. */
export interface NewKey {
  readonly key: Buffer;
  readonly row: KeyRow;
}

/** Form of the wrapped keys and of the sealed values. */
export const VERSION = 1;

/** The same for the same owner. */
export const nameOf = ({ subjectId, purpose }: KeyOwner): string => `${purpose}|${subjectId}`;

export interface Wrapping {
  readonly wrap: (key: Buffer, owner: KeyOwner) => Buffer;
  readonly unwrap: (wrapped: Buffer, owner: KeyOwner) => Buffer;
  readonly random: (size: number) => Buffer;
}

/** The keys of people, in `platform.subject_key`; a destroyed one stays as a row without a key. */
export function subjectKeys(wrapping: Wrapping) {
  const make = (owner: KeyOwner, createdAt: Date): NewKey => {
    const key = wrapping.random(32);
    const { subjectId, purpose } = owner;
    const wrappedKey = wrapping.wrap(key, owner);
    return { key, row: { subjectId, purpose, version: VERSION, wrappedKey, createdAt, destroyedAt: null } };
  };
  const find = async (handle: DbHandle, owner: KeyOwner): Promise<Buffer | undefined> => {
    const wrapped = await findWrapped(handle, owner);
    return wrapped ? wrapping.unwrap(wrapped, owner) : undefined;
  };
  const makeOrGet = async (handle: DbHandle, owner: KeyOwner): Promise<Buffer> => {
    const { key, row } = make(owner, new Date());
    // Another may make it in the meantime, or it was destroyed before.
    const kept = (await insert(handle, [row])) === 1 ? key : await find(handle, owner);
    if (!kept) throw destroyed();
    return kept;
  };
  return {
    make,
    find,
    makeOrGet,
    ...manyKeys(wrapping, make),
    getOrMake: async (handle: DbHandle, owner: KeyOwner) =>
      (await find(handle, owner)) ?? (await makeOrGet(handle, owner)),
    destroy,
    forget,
    erasedAmong,
  };
}

/** The same for many at once. */
function manyKeys({ unwrap }: Wrapping, make: (owner: KeyOwner, createdAt: Date) => NewKey) {
  const findAll = async (handle: DbHandle, owners: readonly KeyOwner[]) => {
    const opened = new Map<string, Buffer>();
    for (const { wrappedKey, ...owner } of await rowsOf(handle, owners)) {
      if (wrappedKey) opened.set(nameOf(owner), unwrap(wrappedKey, owner));
    }
    return { find: (owner: KeyOwner) => opened.get(nameOf(owner)) };
  };
  return {
    findAll,
    async getOrMakeAll(handle: DbHandle, owners: readonly KeyOwner[]) {
      const known = await findAll(handle, owners);
      const missing = new Map(owners.filter((owner) => !known.find(owner)).map((owner) => [nameOf(owner), owner]));
      const at = new Date();
      if (missing.size > 0) {
        await insert(
          handle,
          [...missing.values()].map((owner) => make(owner, at).row),
        );
      }
      const all = missing.size > 0 ? await findAll(handle, owners) : known;
      return {
        get(owner: KeyOwner): Buffer {
          const key = all.find(owner);
          if (!key) throw destroyed();
          return key;
        },
      };
    },
  };
}

const destroyed = () => new Error('the key of this person was destroyed; nothing more can be kept about them');

async function findWrapped(handle: DbHandle, { subjectId, purpose }: KeyOwner): Promise<Buffer | null | undefined> {
  const row = await handle
    .db<VaultTables>()
    .selectFrom('platform.subjectKey')
    .select('wrappedKey')
    .where('subjectId', '=', subjectId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return row?.wrappedKey;
}

/** Keys of many people of each purpose, by one query. */
async function rowsOf(handle: DbHandle, owners: readonly KeyOwner[]) {
  if (owners.length === 0) return [];
  const purposes = [...new Set(owners.map(({ purpose }) => purpose))];
  const subjects = [...new Set(owners.map(({ subjectId }) => subjectId))];
  return handle
    .db<VaultTables>()
    .selectFrom('platform.subjectKey')
    .select(['subjectId', 'purpose', 'wrappedKey'])
    .where('purpose', 'in', purposes)
    .where('subjectId', '=', sql<string>`any(${subjects})`)
    .execute();
}

/** How many were not there. */
async function insert(handle: DbHandle, rows: readonly KeyRow[]): Promise<number> {
  const made = await handle
    .db<VaultTables>()
    .insertInto('platform.subjectKey')
    .values(rows)
    .onConflict((clash) => clash.doNothing())
    .returning('subjectId')
    .execute();
  return made.length;
}

/** Also where there was none: nothing more can be kept about them, and no key is made again. */
async function destroy(handle: DbHandle, { subjectId, purpose }: KeyOwner): Promise<void> {
  const gone = { wrappedKey: null, destroyedAt: new Date() };
  await handle
    .db<VaultTables>()
    .insertInto('platform.subjectKey')
    .values({ subjectId, purpose, version: VERSION, createdAt: gone.destroyedAt, ...gone })
    .onConflict((clash) => clash.columns(['subjectId', 'purpose']).doUpdateSet(gone))
    .execute();
}

async function forget(handle: DbHandle, subjectIds: readonly string[], purpose: string): Promise<void> {
  await handle
    .db<VaultTables>()
    .deleteFrom('platform.subjectKey')
    .where('purpose', '=', purpose)
    .where('subjectId', '=', sql<string>`any(${[...subjectIds]})`)
    .execute();
}

async function erasedAmong(handle: DbHandle, subjectIds: readonly string[], purpose: string): Promise<Set<string>> {
  if (subjectIds.length === 0) return new Set();
  const rows = await handle
    .db<VaultTables>()
    .selectFrom('platform.subjectKey')
    .select('subjectId')
    .where('purpose', '=', purpose)
    .where('destroyedAt', 'is not', null)
    .where('subjectId', '=', sql<string>`any(${[...new Set(subjectIds)]})`)
    .execute();
  return new Set(rows.map(({ subjectId }) => subjectId));
}
