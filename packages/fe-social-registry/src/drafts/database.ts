/** A draft as it lies in the browser: nothing of a person can be read from it without the key of the session. */
export interface SealedDraft {
  readonly id: string;
  /** Which key opens it. */
  readonly keyId: string;
  /** Milliseconds since 1970: what is older than a session is deleted. */
  readonly savedAt: number;
  readonly iv: Uint8Array;
  readonly sealed: ArrayBuffer;
}

const DATABASE = 'interlink-social-registry';
const STORE = 'drafts';

/** The browser's own database; every change is durable when its promise resolves. */
export const draftDatabase = {
  all: () => inStore<SealedDraft[]>('readonly', (store) => store.getAll()),
  put: (draft: SealedDraft) => inStore('readwrite', (store) => store.put(draft)),
  remove: (id: string) => inStore('readwrite', (store) => store.delete(id)),
  clear: () => inStore('readwrite', (store) => store.clear()),
};

async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(failure(transaction.error));
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

/** E.g. a full disk. */
const failure = (error: DOMException | null) => error ?? new Error('The browser’s database was closed.');
