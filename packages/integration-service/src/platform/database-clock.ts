import { leastSkewMs } from '@interlink/domain/interconnection/clock-skew';
import { sql } from 'kysely';
import type { DbHandle } from './database.js';

/** S14: more, and entries would have a wrong order in time. */
export const MAX_DATABASE_SKEW_MS = 2000;

/**
 * Milliseconds by which the machine's clock is ahead of the database's. `wall` is never a clock that can be moved: it
 * is what is measured.
 */
export async function databaseSkewMs(handle: DbHandle, wall: () => number = Date.now): Promise<number> {
  const sentAt = wall();
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(handle.db<unknown>());
  return leastSkewMs({ sentAt, receivedAt: wall(), date: rows[0]?.at.getTime() ?? 0, precisionMs: 0 });
}
