import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { DbHandle } from './database.js';
import { randomStock } from './random-stock.js';
import { insertion, type Statement } from './statement.js';
import { nameOf, subjectKeys, VERSION, type KeyOwner, type KeyRow, type NewKey } from './subject-keys.js';
import type { VaultTables } from './tables.js';

/** Where a sealed value stands; bound into it, so that it opens nowhere else (S15). */
export interface SealedPlace extends KeyOwner {
  /** `<schema>.<table>`. */
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/** A value and where it is to stand. */
interface ToSeal {
  readonly place: SealedPlace;
  readonly plaintext: string;
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
  sealAll(handle: DbHandle, items: readonly ToSeal[]): Promise<Buffer[]>;
  /**
   * For people of whom nothing was ever kept: makes their keys and seals, without the database. The keys are the
   * caller's to put into `platform.subject_key` in one transaction with what they sealed; whoever has one already
   * clashes there.
   */
  sealNewcomers(items: readonly ToSeal[], at: Date): FirstSealed;
  /** In their order; undefined where the person's key was destroyed. */
  openAll(handle: DbHandle, items: readonly { place: SealedPlace; sealed: Buffer }[]): Promise<(string | undefined)[]>;
  /** The same value gives the same 64 hex digits for one purpose; nothing can be read back from it. */
  blindIndex(purpose: string, value: string): string;
  /** Destroys the person's key: what it sealed is gone, and nothing more is sealed for them. */
  eraseSubject(handle: DbHandle, subjectId: string, purpose: string): Promise<void>;
  /** The same for subjects whose ids never come again, a message say: not even that there was a key is kept. */
  forgetSubjects(handle: DbHandle, subjectIds: readonly string[], purpose: string): Promise<void>;
  /** Which of these people's keys were destroyed. */
  erasedAmong(handle: DbHandle, subjectIds: readonly string[], purpose: string): Promise<ReadonlySet<string>>;
}

/** What was sealed for people without a key, in the order of the items, and the rows of their keys. */
export interface FirstSealed {
  readonly sealed: readonly Buffer[];
  readonly keys: readonly KeyRow[];
}

const IV = 12;
const TAG = 16;

/** `kek`: 32 bytes. `deployment` keeps a backup of one deployment from opening in another. */
export function openVault(kek: Buffer, deployment: string, random: (size: number) => Buffer = randomStock()): Vault {
  if (kek.length !== 32) throw new Error('the key-encryption key (secrets/kek) must be 32 bytes in base64');
  const wrapping = Buffer.from(hkdfSync('sha256', kek, '', 'interlink-subject-key-v1', 32));
  const indexing = Buffer.from(hkdfSync('sha256', kek, '', 'interlink-blind-index-v1', 32));
  const keyAad = ({ subjectId, purpose }: KeyOwner) => [deployment, 'subject-key', subjectId, purpose].join('|');
  const valueAad = ({ table, column, rowId }: SealedPlace) => [deployment, table, column, rowId, VERSION].join('|');
  const keys = subjectKeys({
    random,
    wrap: (key, owner) => encrypt(wrapping, keyAad(owner), key, random),
    unwrap: (wrapped, owner) => decrypt(wrapping, keyAad(owner), wrapped),
  });
  const seal = (key: Buffer, place: SealedPlace, plaintext: string) => encrypt(key, valueAad(place), plaintext, random);
  const unseal = (key: Buffer | undefined, place: SealedPlace, sealed: Buffer) =>
    key && decrypt(key, valueAad(place), sealed).toString('utf8');
  const placesOf = (items: readonly { readonly place: SealedPlace }[]) => items.map(({ place }) => place);
  return {
    sealFirst(tx, place, plaintext) {
      const { key, row } = keys.make(place, tx.now);
      tx.later(insertion<VaultTables>()('platform.subjectKey', [row]));
      return seal(key, place, plaintext);
    },
    seal: async (handle, place, plaintext) => seal(await keys.getOrMake(handle, place), place, plaintext),
    sealNew: async (handle, place, plaintext) => seal(await keys.makeOrGet(handle, place), place, plaintext),
    open: async (handle, place, sealed) => unseal(await keys.find(handle, place), place, sealed),
    async sealAll(handle, items) {
      const all = await keys.getOrMakeAll(handle, placesOf(items));
      return items.map(({ place, plaintext }) => seal(all.get(place), place, plaintext));
    },
    sealNewcomers(items, at) {
      const fresh = new Map<string, NewKey>();
      const keyOf = (place: SealedPlace) => {
        const name = nameOf(place);
        let made = fresh.get(name);
        if (!made) fresh.set(name, (made = keys.make(place, at)));
        return made.key;
      };
      const sealed = items.map(({ place, plaintext }) => seal(keyOf(place), place, plaintext));
      return { sealed, keys: [...fresh.values()].map(({ row }) => row) };
    },
    async openAll(handle, items) {
      const all = await keys.findAll(handle, placesOf(items));
      return items.map(({ place, sealed }) => unseal(all.find(place), place, sealed));
    },
    blindIndex: (purpose, value) => createHmac('sha256', indexing).update(`${purpose}|${value}`, 'utf8').digest('hex'),
    eraseSubject: (handle, subjectId, purpose) => keys.destroy(handle, { subjectId, purpose }),
    forgetSubjects: keys.forget,
    erasedAmong: keys.erasedAmong,
  };
}

const FORM = Buffer.from([VERSION]);

function encrypt(key: Buffer, aad: string, plain: Buffer | string, random: (size: number) => Buffer): Buffer {
  const iv = random(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad, 'utf8'));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  // GCM keeps nothing back: its end gives the tag alone.
  cipher.final();
  return Buffer.concat([FORM, iv, body, cipher.getAuthTag()]);
}

function decrypt(key: Buffer, aad: string, sealed: Buffer): Buffer {
  if (sealed.length < 1 + IV + TAG || sealed[0] !== VERSION) throw new Error('a sealed value is not in our form');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(aad, 'utf8')).setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(1 + IV, sealed.length - TAG)), decipher.final()]);
}
