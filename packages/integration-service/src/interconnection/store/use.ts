import { createHash } from 'node:crypto';
import type { Quota } from '@interlink/contracts/interconnection/registered-partner';
import { spendQuota } from '@interlink/domain/interconnection/quota-window';
import { sql } from 'kysely';
import type { Tx } from '../../platform/transaction.js';
import type { InterconnectionTables } from '../tables.js';

/** Counts one call. The number of seconds to wait when the quota is used up; undefined: go on. */
export async function spend(
  tx: Tx,
  partner: string,
  operation: string,
  quota: Quota,
  cost: number,
): Promise<number | undefined> {
  const db = tx.db<InterconnectionTables>();
  // The row is made or locked, and read, in one round trip: calls at once are counted one after the other.
  const before = await db
    .insertInto('interconnection.quotaUse')
    .values({ partner, operation, second: 0, inSecond: 0, day: 0, inDay: 0 })
    .onConflict((clash) =>
      clash.columns(['partner', 'operation']).doUpdateSet({ second: sql<number>`interconnection.quota_use.second` }),
    )
    .returning(['second', 'inSecond', 'day', 'inDay'])
    .executeTakeFirstOrThrow();
  const spent = spendQuota(before, quota, tx.now.getTime(), cost);
  if (!spent.allowed) return spent.retryAfterSeconds;
  await db
    .updateTable('interconnection.quotaUse')
    .set(spent.use)
    .where('partner', '=', partner)
    .where('operation', '=', operation)
    .execute();
  return undefined;
}

/** False when the partner used this nonce before and it has not run out since. */
export async function takeNonce(tx: Tx, partner: string, text: string, expiresAt: Date): Promise<boolean> {
  const nonce = createHash('sha256').update(text, 'utf8').digest('base64url');
  const taken = await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.nonce')
    .values({ partner, nonce, expiresAt })
    .onConflict((clash) => clash.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return taken !== undefined;
}

/** S12: whether this filter may still be asked today; one that was asked before costs nothing. */
export async function takePredicate(
  tx: Tx,
  partner: string,
  predicate: string,
  { day, limit }: { readonly day: string; readonly limit: number },
): Promise<boolean> {
  const hash = createHash('sha256').update(predicate, 'utf8').digest('base64url');
  const db = tx.db<InterconnectionTables>();
  const today = db.selectFrom('interconnection.predicate').where('partner', '=', partner).where('day', '=', day);
  const known = await today.select('hash').where('hash', '=', hash).executeTakeFirst();
  if (known) return true;
  const { asked } = await today.select((eb) => eb.fn.countAll<number>().as('asked')).executeTakeFirstOrThrow();
  if (asked >= limit) return false;
  const row = { partner, day, hash };
  await db
    .insertInto('interconnection.predicate')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .execute();
  return true;
}

/** What has run out: nonces by their time, predicates of days before. */
export async function forgetOldUse(tx: Tx, today: string): Promise<void> {
  const db = tx.db<InterconnectionTables>();
  await db.deleteFrom('interconnection.nonce').where('expiresAt', '<', tx.now).execute();
  await db.deleteFrom('interconnection.predicate').where('day', '<', today).execute();
}
