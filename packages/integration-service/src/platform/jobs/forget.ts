import { systemActor } from '../actor.js';
import type { Platform } from '../platform.js';
import type { Tx } from '../transaction.js';
import { orReport } from './or-report.js';

/** Forgets a portion of what was kept long enough and says of how many rows; none: there is no more. */
export type ForgetSome = (tx: Tx) => Promise<number>;

/** By table. */
export type Forgetting = Readonly<Record<string, ForgetSome>>;

/**
 * Each portion is a transaction: none is long, and after a kill the next turn goes on with what is left. A table of
 * which nothing can be forgotten keeps none of the others.
 */
export async function forgetAll(
  platform: Pick<Platform, 'ids' | 'inTransaction' | 'log' | 'metrics'>,
  forgetting: Forgetting,
): Promise<void> {
  const forgotten = platform.metrics.counter('forgotten_total', 'Rows that were kept long enough', ['table']);
  for (const [table, forgetSome] of Object.entries(forgetting)) {
    await orReport(platform, `forget ${table}`, async () => {
      for (;;) {
        const count = await platform.inTransaction(systemActor(platform.ids.next()), forgetSome);
        if (count === 0) return;
        forgotten.inc({ table }, count);
      }
    });
  }
}
