import { webcrypto } from 'node:crypto';
import { TextDecoder, TextEncoder } from 'node:util';

interface Row {
  readonly id: string;
}
/** What would lie on the disk of a shared computer: the drafts, and what lies beside them. */
export const disk = new Map<string, Row>();
export const photos = new Map<string, Row>();
export const shelf = new Map<string, Row>();
const stores = { drafts: disk, photos, shelf };

/** jsdom has neither IndexedDB nor WebCrypto: Node's own crypto, and of IndexedDB just what the module uses. */
export function giveBrowserStore(): void {
  for (const store of Object.values(stores)) store.clear();
  sessionStorage.clear();
  localStorage.clear();
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  define('crypto', webcrypto);
  define('TextEncoder', TextEncoder);
  define('TextDecoder', TextDecoder);
  define('indexedDB', { open: () => answered({ transaction, close: () => undefined }) });
}

/** A browser whose disk is full. */
export function fillDisk(): void {
  Object.defineProperty(globalThis, 'indexedDB', { value: { open: () => answered(undefined) }, configurable: true });
}

/** Resolves later, as IndexedDB does; without a result it fails. */
function answered(result: unknown) {
  const request = {
    result,
    error: null as Error | null,
    onsuccess: nothing,
    onerror: nothing,
    onupgradeneeded: nothing,
  };
  queueMicrotask(() => {
    if (result !== undefined) return request.onsuccess();
    request.error = new Error('QuotaExceededError');
    request.onerror();
  });
  return request;
}
const nothing = () => undefined as unknown;

function transaction() {
  const done = { oncomplete: nothing, onabort: nothing, error: null };
  const act = (work: () => unknown) => {
    // As on a disk: a copy, not what lives in the page.
    const request = { result: work() };
    queueMicrotask(() => done.oncomplete());
    return request;
  };
  const objectStore = (name: keyof typeof stores) => {
    const rows = stores[name];
    return {
      getAll: () => act(() => [...rows.values()]),
      get: (id: string) => act(() => rows.get(id)),
      put: (row: Row) => act(() => void rows.set(row.id, row)),
      delete: (id: string) => act(() => void rows.delete(id)),
      clear: () => act(() => rows.clear()),
    };
  };
  return {
    ...done,
    objectStore,
    set oncomplete(told: () => unknown) {
      done.oncomplete = told;
    },
    set onabort(told: () => unknown) {
      done.onabort = told;
    },
  };
}

/** Everything on the disk and in the tab's stores, as bytes that somebody could search. */
export function readDisk(): string {
  const bytes = (value: unknown): unknown =>
    ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === '[object ArrayBuffer]'
      ? Buffer.from(value as ArrayBuffer).toString('latin1')
      : value;
  const all = Object.values(stores).flatMap((store) => [...store.values()]);
  const rows = all.map((row) => JSON.stringify(row, (_key, value: unknown) => bytes(value)));
  return [...rows, JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage })].join('\n');
}
