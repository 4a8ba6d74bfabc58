/** What lies in the browser: nothing of a person can be read from it without the key of the session. */
export interface SealedRow {
  readonly id: string;
  /** Which key opens it. */
  readonly keyId: string;
  /** Milliseconds since 1970: what is older than a session is deleted. */
  readonly savedAt: number;
  /** The draft that it belongs to, when it is a photograph. */
  readonly draftId?: string | undefined;
  readonly iv: Uint8Array;
  readonly sealed: ArrayBuffer;
}

const DATABASE = 'interlink-social-registry';
/** Drafts; their photographs; what a draft is written with, such as the questionnaires. */
export const STORES = ['drafts', 'photos', 'shelf'] as const;
export type StoreName = (typeof STORES)[number];

/** The browser's own database; every change is durable when its promise resolves. */
export const browserStore = (name: StoreName) => ({
  all: () => inStore<SealedRow[]>(name, 'readonly', (store) => store.getAll()),
  get: (id: string) => inStore<SealedRow | undefined>(name, 'readonly', (store) => store.get(id)),
  put: (row: SealedRow) => inStore(name, 'readwrite', (store) => store.put(row)),
  remove: (id: string) => inStore(name, 'readwrite', (store) => store.delete(id)),
  clear: () => inStore(name, 'readwrite', (store) => store.clear()),
});

async function inStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = act(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(failure(transaction.error));
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 2);
    request.onupgradeneeded = () => {
      const { result } = request;
      const missing = STORES.filter((name) => !result.objectStoreNames.contains(name));
      for (const name of missing) result.createObjectStore(name, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

/** E.g. a full disk. */
const failure = (error: DOMException | null) => error ?? new Error('The browser’s database was closed.');
