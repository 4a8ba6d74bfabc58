import { createHash } from 'node:crypto';
import type { Quota } from '@interlink/contracts/interconnection/registered-partner';
import { spendQuota, windowsAt } from '@interlink/domain/interconnection/quota-window';
import type { Platform } from '../../platform/platform.js';
import type { Tx } from '../../platform/transaction.js';
import type { InterconnectionTables } from '../tables.js';

// The rule of `spendQuota`, where the row is: calls at once, in any replica, are counted one after the other.
const inSecond = `(case when used.second = $3 then used.in_second else 0 end + $7)`;
const inDay = `(case when used.day = $4 then used.in_day else 0 end + $7)`;
const SPEND = `insert into interconnection.quota_use as used (partner, operation, second, day, in_second, in_day)
  select id, $2, $3::bigint, $4::int, $7::int, $7::int from interconnection.partner
  where id = $1 and status = 'active' and $7::int <= $5::int and $7::int <= $6::int
  on conflict (partner, operation) do update
    set second = $3, day = $4, in_second = ${inSecond}, in_day = ${inDay}
    where ${inSecond} <= $5 and ${inDay} <= $6
  returning true as spent`;

/**
 * Counts one call. The number of seconds to wait when the quota is used up; undefined: go on. It is asked of every call,
 * so it also says at once, in every replica, that a partner is active no more, whatever is remembered of it.
 */
export async function spend(
  { writeOnce, db, clock }: Pick<Platform, 'clock' | 'db' | 'writeOnce'>,
  partner: string,
  operation: string,
  quota: Quota,
  cost: number,
): Promise<number | 'not-active' | undefined> {
  const now = clock.now().getTime();
  const { second, day } = windowsAt(now);
  const values = [partner, operation, second, day, quota.perSecond, quota.perDay, cost];
  const counted = await writeOnce({ text: SPEND, values });
  if (counted.length > 0) return undefined;
  const active = await db<InterconnectionTables>()
    .selectFrom('interconnection.partner')
    .select('id')
    .where('id', '=', partner)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!active) return 'not-active';
  const before = await db<InterconnectionTables>()
    .selectFrom('interconnection.quotaUse')
    .select(['second', 'inSecond', 'day', 'inDay'])
    .where('partner', '=', partner)
    .where('operation', '=', operation)
    .executeTakeFirst();
  const refused = spendQuota(before, quota, now, cost);
  // Its second may be over by now.
  return refused.allowed ? 1 : refused.retryAfterSeconds;
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
