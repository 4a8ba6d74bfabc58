import type { SourceState } from './api.js';

const HOUR_MS = 3_600_000;
/** openIMIS is followed all the time; others send when they have something. */
const QUIET_AFTER_MS: Readonly<Record<string, number>> = { openimis: HOUR_MS, dci: 48 * HOUR_MS };
const QUIET_AFTER_OTHERS_MS = 14 * 24 * HOUR_MS;

/** Whether a source speaks as often as one of its kind should. `now` in milliseconds of UTC. */
export function freshnessOf(
  { kind, lastSeenAt }: Pick<SourceState, 'kind' | 'lastSeenAt'>,
  now: number,
): 'fresh' | 'never' | 'quiet' {
  if (lastSeenAt === undefined) return 'never';
  return now - Date.parse(lastSeenAt) > (QUIET_AFTER_MS[kind] ?? QUIET_AFTER_OTHERS_MS) ? 'quiet' : 'fresh';
}
