/** How often somebody gave a wrong password or code. */
export interface Tries {
  readonly wrong: number;
  readonly triedAt: Date;
  readonly lockedUntil: Date | null;
}

const MOST = 5;
const LOCK_MS = 10 * 60_000;

/** Seconds to wait; undefined when a try is allowed now. */
export function secondsLocked(tries: Tries | undefined, now: Date): number | undefined {
  const leftMs = (tries?.lockedUntil?.getTime() ?? 0) - now.getTime();
  return leftMs > 0 ? Math.ceil(leftMs / 1000) : undefined;
}

/**
 * The tries with one more, counted as wrong before it is looked at: whoever asks a hundred times at once gets five
 * answers. A quiet ten minutes forget what was.
 */
export function countTry(tries: Tries | undefined, now: Date): Tries {
  const isOld = tries === undefined || now.getTime() - tries.triedAt.getTime() >= LOCK_MS;
  const wrong = (isOld ? 0 : tries.wrong) + 1;
  return { wrong, triedAt: now, lockedUntil: wrong >= MOST ? new Date(now.getTime() + LOCK_MS) : null };
}

/** A try that nobody could judge is given back. */
export function giveBackTry(tries: Tries): Tries {
  return { ...tries, wrong: Math.max(0, tries.wrong - 1), lockedUntil: null };
}
