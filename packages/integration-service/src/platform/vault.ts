import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { DbHandle } from './database.js';
import { insertion, type Statement } from './statement.js';
import type { VaultTables } from './tables.js';

/** Where a sealed value stands; bound into it, so that it opens nowhere else (S15). */
export interface SealedPlace {
  /** `<schema>.<table>`. */
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  /** The person whose key it is; erasure destroys the key. */
  readonly subjectId: string;
  /** Purpose of the key, e.g. `enrolment`. */
  readonly purpose: string;
}

/** As much of a transaction as what is written with its last statements needs. */
interface Collecting {
  readonly now: Date;
  later(statement: Statement): void;
}

/** Encrypts personal values with a key per person and purpose. Pass `tx` inside a transaction, the platform outside. */
export interface Vault {
  /** Makes the person's key when there is none; throws when it was destroyed. Write inside a transaction. */
  seal(handle: DbHandle, place: SealedPlace, plaintext: string): Promise<Buffer>;
  /** For whoever has no key and gets none but here: its key is written with the rest, before the commit. */
  sealFirst(tx: Collecting, place: SealedPlace, plaintext: string): Buffer;
  /** The same for whoever has no key yet, in one round trip less; whoever has one after all is served as by `seal`. */
  sealNew(handle: DbHandle, place: SealedPlace, plaintext: string): Promise<Buffer>;
  /** Undefined when the person's key was destroyed; throws when the value was moved or altered. */
  open(handle: DbHandle, place: SealedPlace, sealed: Buffer): Promise<string | undefined>;
  /** Many at once, in two round trips whatever their number. Throws when one of the keys was destroyed. */
  sealAll(handle: DbHandle, items: readonly { place: SealedPlace; plaintext: string }[]): Promise<Buffer[]>;
  /**
   * For people of whom nothing was ever kept: makes their keys and seals, without the database. The keys are the caller's
   * to put into `platform.subject_key` in one transaction with what they sealed; whoever has one already clashes there.
   */
  sealNewcomers(items: readonly { place: SealedPlace; plaintext: string }[], at: Date): FirstSealed;
  /** In their order; undefined where the person's key was destroyed. */
  openAll(handle: DbHandle, items: readonly { place: SealedPlace; sealed: Buffer }[]): Promise<(string | undefined)[]>;
  /** The same value gives the same 64 hex digits for one purpose; nothing can be read back from it. */
  blindIndex(purpose: string, value: string): string;
  /** Destroys the person's key: what it sealed is gone, and nothing more is sealed for them. */
  eraseSubject(handle: DbHandle, subjectId: string, purpose: string): Promise<void>;
  /** Which of these people's keys were destroyed. */
  erasedAmong(handle: DbHandle, subjectIds: readonly string[], purpose: string): Promise<ReadonlySet<string>>;
}

/** What was sealed for people without a key, in the order of the items, and the rows of their keys. */
export interface FirstSealed {
  readonly sealed: readonly Buffer[];
  readonly keys: readonly VaultTables['platform.subjectKey'][];
}

const VERSION = 1;
const IV = 12;
const TAG = 16;

/** `kek`: 32 bytes. `deployment` keeps a backup of one deployment from opening in another. */
export function openVault(kek: Buffer, deployment: string, random: (size: number) => Buffer = fromStock()): Vault {
  if (kek.length !== 32) throw new Error('the key-encryption key (secrets/kek) must be 32 bytes in base64');
  const wrapping = Buffer.from(hkdfSync('sha256', kek, '', 'interlink-subject-key-v1', 32));
  const indexing = Buffer.from(hkdfSync('sha256', kek, '', 'interlink-blind-index-v1', 32));
  const keyAad = (subjectId: string, purpose: string) => [deployment, 'subject-key', subjectId, purpose].join('|');
  const valueAad = ({ table, column, rowId }: SealedPlace) => [deployment, table, column, rowId, VERSION].join('|');
  const sealWith = (key: Buffer, place: SealedPlace, plaintext: string) =>
    encrypt(key, valueAad(place), Buffer.from(plaintext, 'utf8'), random);
  const wrap: Wrap = (key, subjectId, purpose) => encrypt(wrapping, keyAad(subjectId, purpose), key, random);
  const store = subjectKeys(
    wrap,
    (wrapped, subjectId, purpose) => decrypt(wrapping, keyAad(subjectId, purpose), wrapped),
    random,
  );
  return {
    sealFirst: (tx, place, plaintext) => sealWith(makeFirst(tx, place, wrap, random), place, plaintext),
    seal: async (handle, place, plaintext) =>
      sealWith(await store.getOrMake(handle, place.subjectId, place.purpose), place, plaintext),
    sealNew: async (handle, place, plaintext) =>
      sealWith(await store.makeOrGet(handle, place.subjectId, place.purpose), place, plaintext),
    async open(handle, place, sealed) {
      const key = await store.find(handle, place.subjectId, place.purpose);
      return key && decrypt(key, valueAad(place), sealed).toString('utf8');
    },
    async sealAll(handle, items) {
      const keys = await store.getOrMakeAll(
        handle,
        items.map(({ place }) => place),
      );
      return items.map(({ place, plaintext }) => sealWith(keys.get(place), place, plaintext));
    },
    sealNewcomers: (items, at) => sealWithNewKeys(items, at, { random, wrap, seal: sealWith }),
    async openAll(handle, items) {
      const keys = await store.findAll(
        handle,
        items.map(({ place }) => place),
      );
      return items.map(({ place, sealed }) => {
        const key = keys.find(place);
        return key && decrypt(key, valueAad(place), sealed).toString('utf8');
      });
    },
    blindIndex: (purpose, value) => createHmac('sha256', indexing).update(`${purpose}|${value}`, 'utf8').digest('hex'),
    eraseSubject: (handle, subjectId, purpose) => store.destroy(handle, subjectId, purpose),
    erasedAmong,
  };
}

interface Sealing {
  readonly random: (size: number) => Buffer;
  readonly wrap: Wrap;
  readonly seal: (key: Buffer, place: SealedPlace, plaintext: string) => Buffer;
}

function sealWithNewKeys(
  items: readonly { place: SealedPlace; plaintext: string }[],
  createdAt: Date,
  { random, wrap, seal }: Sealing,
): FirstSealed {
  const keys = new Map<string, Buffer>();
  const rows: VaultTables['platform.subjectKey'][] = [];
  const keyOf = ({ subjectId, purpose }: KeyOwner) => {
    const known = keys.get(`${purpose}|${subjectId}`);
    if (known) return known;
    const key = random(32);
    keys.set(`${purpose}|${subjectId}`, key);
    const wrappedKey = wrap(key, subjectId, purpose);
    rows.push({ subjectId, purpose, version: VERSION, wrappedKey, createdAt, destroyedAt: null });
    return key;
  };
  const sealed = items.map(({ place, plaintext }) => seal(keyOf(place), place, plaintext));
  return { sealed, keys: rows };
}

const STOCK = 16_384;

/** Random bytes out of a stock, each given once: asking the system for twelve costs as much as for thousands. */
function fromStock(): (size: number) => Buffer {
  let stock = Buffer.alloc(0);
  let taken = 0;
  return (size) => {
    if (taken + size > stock.length) [stock, taken] = [randomBytes(Math.max(STOCK, size)), 0];
    taken += size;
    const given = Buffer.from(stock.subarray(taken - size, taken));
    // A key is nowhere but where it is used.
    stock.fill(0, taken - size, taken);
    return given;
  };
}

function encrypt(key: Buffer, aad: string, plain: Buffer, random: (size: number) => Buffer): Buffer {
  const iv = random(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad, 'utf8'));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, body, cipher.getAuthTag()]);
}

function decrypt(key: Buffer, aad: string, sealed: Buffer): Buffer {
  if (sealed.length < 1 + IV + TAG || sealed[0] !== VERSION) throw new Error('a sealed value is not in our form');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(aad, 'utf8')).setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(1 + IV, sealed.length - TAG)), decipher.final()]);
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

type KeyOwner = Pick<SealedPlace, 'subjectId' | 'purpose'>;

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

async function insertKeys(
  handle: DbHandle,
  owners: readonly KeyOwner[],
  wrap: Wrap,
  random: (size: number) => Buffer,
): Promise<void> {
  const createdAt = new Date();
  const rows = owners.map(({ subjectId, purpose }) => ({
    subjectId,
    purpose,
    version: VERSION,
    wrappedKey: wrap(random(32), subjectId, purpose),
    createdAt,
    destroyedAt: null,
  }));
  await handle
    .db<VaultTables>()
    .insertInto('platform.subjectKey')
    .values(rows)
    .onConflict((clash) => clash.doNothing())
    .execute();
}

type Wrap = (key: Buffer, subjectId: string, purpose: string) => Buffer;

/** A key whose row is written before the commit. */
function makeFirst(
  tx: Collecting,
  { subjectId, purpose }: KeyOwner,
  wrap: Wrap,
  random: (size: number) => Buffer,
): Buffer {
  const key = random(32);
  const row = { subjectId, purpose, version: VERSION, wrappedKey: wrap(key, subjectId, purpose) };
  tx.later(insertion<VaultTables>()('platform.subjectKey', [{ ...row, createdAt: tx.now, destroyedAt: null }]));
  return key;
}

function subjectKeys(wrap: Wrap, unwrap: Wrap, random: (size: number) => Buffer) {
  const rowOf = (handle: DbHandle, subjectId: string, purpose: string) =>
    handle
      .db<VaultTables>()
      .selectFrom('platform.subjectKey')
      .select(['wrappedKey', 'destroyedAt'])
      .where('subjectId', '=', subjectId)
      .where('purpose', '=', purpose)
      .executeTakeFirst();
  const find = async (handle: DbHandle, subjectId: string, purpose: string): Promise<Buffer | undefined> => {
    const row = await rowOf(handle, subjectId, purpose);
    return row?.wrappedKey ? unwrap(row.wrappedKey, subjectId, purpose) : undefined;
  };
  const makeOrGet = async (handle: DbHandle, subjectId: string, purpose: string): Promise<Buffer> => {
    const key = random(32);
    const row = { subjectId, purpose, version: VERSION, wrappedKey: wrap(key, subjectId, purpose) };
    const made = await handle
      .db<VaultTables>()
      .insertInto('platform.subjectKey')
      .values({ ...row, createdAt: new Date(), destroyedAt: null })
      .onConflict((clash) => clash.doNothing())
      .returning('subjectId')
      .executeTakeFirst();
    // Another made it in the meantime, or it was destroyed before.
    const kept = made ? key : await find(handle, subjectId, purpose);
    if (!kept) throw new Error('the key of this person was destroyed; nothing more can be kept about them');
    return kept;
  };
  return {
    find,
    makeOrGet,
    ...manyKeys(wrap, unwrap, random),
    async getOrMake(handle: DbHandle, subjectId: string, purpose: string): Promise<Buffer> {
      return (await find(handle, subjectId, purpose)) ?? makeOrGet(handle, subjectId, purpose);
    },
    async destroy(handle: DbHandle, subjectId: string, purpose: string): Promise<void> {
      const destroyed = { wrappedKey: null, destroyedAt: new Date() };
      // Also where there was none: nothing more can be kept about them, and no key is made again.
      await handle
        .db<VaultTables>()
        .insertInto('platform.subjectKey')
        .values({ subjectId, purpose, version: VERSION, createdAt: destroyed.destroyedAt, ...destroyed })
        .onConflict((clash) => clash.columns(['subjectId', 'purpose']).doUpdateSet(destroyed))
        .execute();
    },
  };
}

/** The same for many at once. */
function manyKeys(wrap: Wrap, unwrap: Wrap, random: (size: number) => Buffer) {
  const findAll = async (handle: DbHandle, owners: readonly KeyOwner[]) => {
    const rows = await rowsOf(handle, owners);
    const opened = new Map<string, Buffer>();
    for (const { subjectId, purpose, wrappedKey } of rows) {
      if (wrappedKey) opened.set(`${purpose}|${subjectId}`, unwrap(wrappedKey, subjectId, purpose));
    }
    return { find: ({ subjectId, purpose }: KeyOwner) => opened.get(`${purpose}|${subjectId}`) };
  };
  return {
    findAll,
    async getOrMakeAll(handle: DbHandle, owners: readonly KeyOwner[]) {
      const known = await findAll(handle, owners);
      const missing = new Map(
        owners.filter((owner) => !known.find(owner)).map((owner) => [`${owner.purpose}|${owner.subjectId}`, owner]),
      );
      if (missing.size > 0) await insertKeys(handle, [...missing.values()], wrap, random);
      const all = missing.size > 0 ? await findAll(handle, owners) : known;
      return {
        get(owner: KeyOwner): Buffer {
          const key = all.find(owner);
          if (!key) throw new Error('the key of this person was destroyed; nothing more can be kept about them');
          return key;
        },
      };
    },
  };
}
