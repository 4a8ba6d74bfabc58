import { randomId } from '@interlink/fe-kit/random-id';

/** The key of one login session of one user, in one tab. */
export interface SessionKey {
  readonly id: string;
  readonly key: CryptoKey;
}

/** As it lies in the tab. */
interface KeptKey {
  readonly id: string;
  readonly owner: string;
  /** Milliseconds since 1970; after it the key is dropped, also when nobody logged out. */
  readonly until: number;
  readonly raw: readonly number[];
}

/** A working day. */
export const SESSION_MS = 12 * 60 * 60 * 1000;
/** Of the tab: gone when it is closed, never seen by another. */
const SLOT = 'interlink.social-registry.key';
/** A log-out in one tab is one in all: a change of this is told to the others. */
export const LEFT_SLOT = 'interlink.social-registry.left';

/**
 * The key under which drafts lie in the browser; a new one for another user and after a working day. It lives in memory
 * and, so that loading the page anew loses no interview, in the tab's session storage until `dropSessionKey`: until
 * then whoever has this tab and its developer tools can read the drafts, also where openIMIS ended the session without
 * a log-out. Undefined where the page is not served securely: there browsers encrypt nothing.
 */
export async function openSessionKey(owner: string, now = Date.now()): Promise<SessionKey | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const kept = keptKey();
  const isOurs = kept?.owner === owner && kept.until > now;
  const own = isOurs ? kept : { id: randomId(), owner, until: now + SESSION_MS, raw: newKey() };
  if (!isOurs) sessionStorage.setItem(SLOT, JSON.stringify(own));
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(own.raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { id: own.id, key };
}

/** What lies in the browser can be read by nobody from now on. */
export function dropSessionKey(): void {
  sessionStorage.removeItem(SLOT);
}

/** Has other tabs drop theirs. */
export function tellOtherTabs(now = Date.now()): void {
  localStorage.setItem(LEFT_SLOT, String(now));
}

const newKey = () => [...crypto.getRandomValues(new Uint8Array(32))];

/** What lies in this tab, whether or not a page has opened it; nothing where the browser keeps nothing. */
export function keptKey(): KeptKey | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(SLOT) ?? 'null') as KeptKey | null) ?? undefined;
  } catch {
    return undefined;
  }
}
