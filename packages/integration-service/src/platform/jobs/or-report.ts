import type { Platform } from '../platform.js';

/**
 * Of several things to do in one job, one that fails keeps none of the others waiting; it is tried again in the next
 * round.
 */
export async function orReport({ log }: Pick<Platform, 'log'>, job: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    const errorName = thrown instanceof Error ? thrown.name : 'unknown';
    log.error('A part of a job failed', { job, errorName });
  }
}
