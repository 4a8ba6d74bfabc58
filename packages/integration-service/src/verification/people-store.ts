import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import { PURPOSE } from './store.js';
import type { ResultRow, VerificationTables } from './tables.js';

/** Whom somebody had verified. Safe to repeat. */
export async function notePeople(tx: Tx, individualIds: readonly string[]): Promise<void> {
  if (individualIds.length === 0) return;
  await tx
    .db<VerificationTables>()
    .insertInto('verification.person')
    .values(individualIds.map((individualId) => ({ individualId, firstAskedAt: tx.now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Those of whom nothing more may be kept: for a verification they are nobody. */
export const erasedAmong = ({ vault, db }: Pick<Platform, 'db' | 'vault'>, individualIds: readonly string[]) =>
  vault.erasedAmong({ db }, individualIds, PURPOSE);

export type Expiring = Pick<ResultRow, 'subjectId' | 'kind' | 'source' | 'checkedAt' | 'expiresAt'>;

/** What ended lately still wants to be renewed. */
const LATELY_MS = 7 * 86_400_000;
const MOST = 50;

/** The newest confirmation of each person and kind, where that is what ends; soonest first. */
export async function findExpiring(database: DbHandle, now: Date, until: Date): Promise<readonly Expiring[]> {
  const db = database.db<VerificationTables>();
  return db
    .selectFrom(
      db
        .selectFrom('verification.result as result')
        .innerJoin('verification.person as person', (join) =>
          join.on(sql<boolean>`person.individual_id::text = result.subject_id`),
        )
        .select(['subjectId', 'kind', 'source', 'checkedAt', 'expiresAt'])
        .where('outcome', '=', 'verified')
        .distinctOn(['subjectId', 'kind'])
        .orderBy('subjectId')
        .orderBy('kind')
        .orderBy('expiresAt', 'desc')
        .as('newest'),
    )
    .selectAll()
    .where('expiresAt', '>', new Date(now.getTime() - LATELY_MS))
    .where('expiresAt', '<=', until)
    .orderBy('expiresAt')
    .orderBy('subjectId')
    .limit(MOST)
    .execute();
}
