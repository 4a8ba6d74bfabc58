import { sql, type RawBuilder } from 'kysely';
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

const PORTION = 1000;

/** The oldest that are due, a portion of them; one that somebody holds just now is left to the next turn. */
export const oldestDue = (table: string, by: RawBuilder<unknown>, isDue: RawBuilder<unknown>) => sql`ctid = any(array(
  select ctid from ${sql.table(table)} where ${isDue} order by ${by} limit ${PORTION} for update skip locked))`;

export async function deleteOldest(
  tx: Tx,
  table: string,
  by: RawBuilder<unknown>,
  isDue: RawBuilder<unknown>,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ${oldestDue(table, by, isDue)}`.execute(tx.db());
  return Number(numAffectedRows);
}

const DAY_MS = 86_400_000;

/** What is older than this was kept for so many days. */
export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);
