import type { Clock } from '../clock.js';

/** Counts what happens a minute under a key; in this process alone, because it only keeps off floods. */
export interface Rate {
  /** True once there were `max` in this minute. */
  isOver(key: string): boolean;
  /** Counts one; false when it is one too many. */
  count(key: string): boolean;
}

const MINUTE_MS = 60_000;
/** More keys than this in a minute is a flood of addresses: the oldest are forgotten. */
const MOST_KEYS = 20_000;

export function openRate(clock: Clock, max: number): Rate {
  const counts = new Map<string, { readonly until: number; readonly n: number }>();
  const current = (key: string) => {
    const kept = counts.get(key);
    return kept && clock.now().getTime() < kept.until ? kept : undefined;
  };
  return {
    isOver: (key) => (current(key)?.n ?? 0) >= max,
    count(key) {
      const kept = current(key);
      const until = kept?.until ?? clock.now().getTime() + MINUTE_MS;
      const n = (kept?.n ?? 0) + 1;
      if (!kept) counts.delete(key);
      if (!counts.has(key) && counts.size >= MOST_KEYS) counts.delete(counts.keys().next().value ?? '');
      counts.set(key, { until, n });
      return n <= max;
    },
  };
}
