import { draftDatabase, type SealedDraft } from './database.js';
import type { Draft } from './draft.js';
import { dropSessionKey, openSessionKey, SESSION_MS, tellOtherTabs, type SessionKey } from './session-key.js';

/** The drafts of one login session, encrypted in the browser's database (AES-256-GCM). */
export interface DraftVault {
  /** Those of this session, the newest first; one that does not open, as it was damaged, hides no other. */
  list(): Promise<readonly Draft[]>;
  /** One after the other: the last word is what is kept. After `close` nothing is written. */
  save(draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
  close(): void;
}

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
      const own = (await draftDatabase.all()).filter(({ keyId }) => keyId === key.id);
      const drafts = await Promise.all(own.map((one) => unseal(key, one).catch(() => undefined)));
      return drafts.filter((one) => one !== undefined).sort((one, other) => (one.savedAt < other.savedAt ? 1 : -1));
    },
    save: (draft) => inTurn(async () => draftDatabase.put(await seal(key, draft))),
    remove: (id) => inTurn(() => draftDatabase.remove(id)),
    close: () => void (isClosed = true),
  };
}

/** Log-out: the key is dropped first, then what it opened is deleted, in every tab. */
export async function forgetDrafts(): Promise<void> {
  dropSessionKey();
  tellOtherTabs();
  if (globalThis.indexedDB) await draftDatabase.clear();
}

/** The session of one key is over: what it opened is deleted. Other tabs have keys and drafts of their own. */
export async function removeSession(keyId: string | undefined): Promise<void> {
  if (globalThis.indexedDB && keyId !== undefined) await removeWhere((draft) => draft.keyId === keyId);
}

/** Of sessions that ended without a log-out; their key is gone with their tab. */
async function removeOld(): Promise<void> {
  const oldest = Date.now() - SESSION_MS;
  await removeWhere(({ savedAt }) => savedAt < oldest);
}

async function removeWhere(isOver: (draft: SealedDraft) => boolean): Promise<void> {
  const over = (await draftDatabase.all()).filter(isOver);
  await Promise.all(over.map(({ id }) => draftDatabase.remove(id)));
}

/** Bound to its id: one draft cannot stand in for another. */
const algorithm = (id: string, iv: Uint8Array) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(id),
});

async function seal({ id: keyId, key }: SessionKey, draft: Draft): Promise<SealedDraft> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(draft));
  const sealed = await crypto.subtle.encrypt(algorithm(draft.id, iv), key, text);
  return { id: draft.id, keyId, savedAt: Date.parse(draft.savedAt), iv, sealed };
}

async function unseal({ key }: SessionKey, { id, iv, sealed }: SealedDraft): Promise<Draft> {
  const text = await crypto.subtle.decrypt(algorithm(id, iv), key, sealed);
  const draft = JSON.parse(new TextDecoder().decode(text)) as Draft;
  // The page went away while it was sent: nobody knows whether it arrived.
  return draft.state === 'sending' ? { ...draft, state: 'waiting' } : draft;
}
