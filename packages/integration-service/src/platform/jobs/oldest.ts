import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../transaction.js';

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
