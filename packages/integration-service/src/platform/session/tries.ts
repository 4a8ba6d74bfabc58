import { ServiceError } from '@interlink/contracts/errors';
import { sql } from 'kysely';
import type { Tx } from '../transaction.js';
import type { SessionTables } from './tables.js';
import { countTry, giveBackTry, secondsLocked, type Tries } from './try-rule.js';

/** Takes one of the user's tries; `platform.confirmation-locked` when there is none left. */
export async function takeTry(tx: Tx, userId: string): Promise<void> {
  await lock(tx, userId);
  const before = await find(tx, userId);
  const seconds = secondsLocked(before, tx.now);
  if (seconds !== undefined) throw new ServiceError('platform.confirmation-locked', { seconds });
  await put(tx, userId, countTry(before, tx.now));
}

/** openIMIS did not answer: the try does not count. */
export async function returnTry(tx: Tx, userId: string): Promise<void> {
  await lock(tx, userId);
  const before = await find(tx, userId);
  if (before) await put(tx, userId, giveBackTry(before));
}

export async function forgetTries(tx: Tx, userId: string): Promise<void> {
  await tx.db<SessionTables>().deleteFrom('platform.confirmationTry').where('userId', '=', userId).execute();
}

/** There may be no row to lock yet. */
const lock = (tx: Tx, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`confirmation-try\n${userId}`}, 0))`.execute(
    tx.db<SessionTables>(),
  );

const find = (tx: Tx, userId: string): Promise<Tries | undefined> =>
  tx
    .db<SessionTables>()
    .selectFrom('platform.confirmationTry')
    .select(['wrong', 'triedAt', 'lockedUntil'])
    .where('userId', '=', userId)
    .executeTakeFirst();

const put = (tx: Tx, userId: string, tries: Tries) =>
  tx
    .db<SessionTables>()
    .insertInto('platform.confirmationTry')
    .values({ userId, ...tries })
    .onConflict((clash) => clash.column('userId').doUpdateSet({ ...tries }))
    .execute();
