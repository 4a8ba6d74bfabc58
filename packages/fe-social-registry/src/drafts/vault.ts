import type { Photo } from '../store/photos.js';
import { browserStore, STORES, type SealedRow, type StoreName } from './database.js';
import type { Draft } from './draft.js';
import { fromBytes, openBytes, sealBytes, toBytes } from './seal.js';
import { dropSessionKey, openSessionKey, SESSION_MS, tellOtherTabs, type SessionKey } from './session-key.js';

/** The drafts of one login session, encrypted in the browser's database (AES-256-GCM). */
export interface DraftVault {
  /** Those of this session, the newest first; one that does not open, as it was damaged, hides no other. */
  list(): Promise<readonly Draft[]>;
  /** One after the other: the last word is what is kept. After `close` nothing is written. */
  save(draft: Draft): Promise<void>;
  /** With its photographs. */
  remove(id: string): Promise<void>;
  /** A photograph of a draft, kept before the draft that names it. */
  savePhoto(photo: Photo): Promise<void>;
  /** Undefined when it is not here. */
  photo(id: string): Promise<ArrayBuffer | undefined>;
  removePhoto(id: string): Promise<void>;
  /** Keeps what drafts are written with, so that the next one can be written without a connection. */
  shelve(name: string, value: unknown): Promise<void>;
  /** Undefined when nothing of this name was shelved in this session, or it does not open. */
  unshelve(name: string): Promise<unknown>;
  close(): void;
}

const drafts = browserStore('drafts');
const photos = browserStore('photos');
const shelf = browserStore('shelf');

/** Undefined where nothing can be kept: then drafts live as long as the page. */
export async function openDraftVault(owner: string): Promise<DraftVault | undefined> {
  const key = globalThis.indexedDB && (await openSessionKey(owner));
  if (!key) return undefined;
  await removeOld();
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const next = last.catch(() => undefined).then(() => (isClosed ? undefined : work()));
    last = next;
    return next.then(() => undefined);
  };
  return {
    async list() {
      const own = (await drafts.all()).filter(({ keyId }) => keyId === key.id);
      const opened = await Promise.all(own.map((one) => openDraft(key, one).catch(() => undefined)));
      return opened.filter((one) => one !== undefined).sort((one, other) => (one.savedAt < other.savedAt ? 1 : -1));
    },
    save: (draft) =>
      inTurn(async () => {
        const row = { id: draft.id, savedAt: Date.parse(draft.savedAt) };
        return drafts.put(await sealBytes(key, row, toBytes(draft)));
      }),
    remove: (id) =>
      inTurn(async () => {
        await drafts.remove(id);
        await removeRows('photos', ({ draftId }) => draftId === id);
      }),
    ...photosOf(key, inTurn),
    ...shelfOf(key, inTurn),
    close: () => void (isClosed = true),
  };
}

type InTurn = (work: () => Promise<unknown>) => Promise<void>;

function photosOf(key: SessionKey, inTurn: InTurn): Pick<DraftVault, 'photo' | 'removePhoto' | 'savePhoto'> {
  return {
    savePhoto: ({ id, draftId, bytes }) =>
      inTurn(async () => {
        const row = { id, draftId, savedAt: Date.now() };
        return photos.put(await sealBytes(key, row, new Uint8Array(bytes)));
      }),
    async photo(id) {
      const row = await photos.get(id);
      return row && openBytes(key, row);
    },
    removePhoto: (id) => inTurn(() => photos.remove(id)),
  };
}

/** Another tab has a key and a shelf of its own. */
function shelfOf(key: SessionKey, inTurn: InTurn): Pick<DraftVault, 'shelve' | 'unshelve'> {
  const idOf = (name: string) => `${key.id}/${name}`;
  return {
    shelve: (name, value) =>
      inTurn(async () => shelf.put(await sealBytes(key, { id: idOf(name), savedAt: Date.now() }, toBytes(value)))),
    async unshelve(name) {
      const row = await shelf.get(idOf(name));
      return row && openBytes(key, row).then(fromBytes, () => undefined);
    },
  };
}

/** Log-out: the key is dropped first, then what it opened is deleted, in every tab. */
export async function forgetDrafts(): Promise<void> {
  dropSessionKey();
  tellOtherTabs();
  if (globalThis.indexedDB) await Promise.all(STORES.map((name) => browserStore(name).clear()));
}

/** The session of one key is over: what it opened is deleted. Other tabs have keys and drafts of their own. */
export async function removeSession(keyId: string | undefined): Promise<void> {
  if (globalThis.indexedDB && keyId !== undefined) await removeWhere((row) => row.keyId === keyId);
}

/** Of sessions that ended without a log-out; their key is gone with their tab. */
async function removeOld(): Promise<void> {
  const oldest = Date.now() - SESSION_MS;
  await removeWhere(({ savedAt }) => savedAt < oldest);
}

async function removeWhere(isOver: (row: SealedRow) => boolean): Promise<void> {
  for (const name of STORES) await removeRows(name, isOver);
}

async function removeRows(name: StoreName, isOver: (row: SealedRow) => boolean): Promise<void> {
  const store = browserStore(name);
  const over = (await store.all()).filter(isOver);
  await Promise.all(over.map(({ id }) => store.remove(id)));
}

async function openDraft(key: SessionKey, row: SealedRow): Promise<Draft> {
  const draft = fromBytes(await openBytes(key, row)) as Draft;
  // The page went away while it was sent: nobody knows whether it arrived.
  return draft.state === 'sending' ? { ...draft, state: 'waiting' } : draft;
}
