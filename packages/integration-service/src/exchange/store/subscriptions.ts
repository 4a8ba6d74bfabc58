import { sql, type Kysely, type Selectable } from 'kysely';
import { toJson, type DbHandle } from '../../platform/database.js';
import type { Joint } from '../../platform/jointly.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeTables } from '../tables.js';

export type SubscriptionRow = Selectable<ExchangeTables['exchange.subscription']>;
export type NewSubscription = Omit<SubscriptionRow, 'createdAt' | 'endedAt' | 'toldBefore'> & {
  readonly keys: readonly string[];
};

/** False when the partner is already told of just this. */
export async function addSubscription(tx: Tx, { keys, condition, ...row }: NewSubscription): Promise<boolean> {
  const db = tx.db<ExchangeTables>();
  const added = await db
    .insertInto('exchange.subscription')
    .values({ ...row, condition: toJson(condition), createdAt: tx.now, endedAt: null })
    .onConflict((clash) => clash.columns(['partner', 'role', 'digest']).where('endedAt', 'is', null).doNothing())
    .returning('code')
    .executeTakeFirst();
  if (!added) return false;
  await db
    .insertInto('exchange.subscriptionKey')
    .values(keys.map((key) => ({ key, code: row.code })))
    .execute();
  return true;
}

/** What came of ending one; `other-role`: it is the partner's, and was made at another registry. */
export type Ended = 'ended' | 'ended-before' | 'other-role' | 'unknown';

/** Ends one of the partner's own; a stranger's code is as unknown as one that never was. */
export async function endSubscription(
  tx: Tx,
  { partner, role, code }: { readonly partner: string; readonly role: string; readonly code: string },
): Promise<Ended> {
  const db = tx.db<ExchangeTables>();
  const own = db
    .selectFrom('exchange.subscription')
    .select(['endedAt', 'role'])
    .where('code', '=', code)
    .where('partner', '=', partner);
  const row = await own.forUpdate().executeTakeFirst();
  if (!row) return 'unknown';
  if (row.role !== role) return 'other-role';
  if (row.endedAt) return 'ended-before';
  await db
    .updateTable('exchange.subscription')
    .set({ endedAt: tx.now, nextDueAt: null })
    .where('code', '=', code)
    .execute();
  // An ended one is looked at for no change any more.
  await db.deleteFrom('exchange.subscriptionKey').where('code', '=', code).execute();
  return 'ended';
}

/** How many a partner has. Holds up its other subscribing until this transaction ends. */
export async function countActive(tx: Tx, partner: string): Promise<number> {
  const db = tx.db<ExchangeTables>();
  await sql`select pg_advisory_xact_lock(hashtext(${`exchange.subscription|${partner}`}))`.execute(db);
  const { count } = await db
    .selectFrom('exchange.subscription')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('partner', '=', partner)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Each by its code. */
export const findingSubscriptions: Joint<string, SubscriptionRow | undefined> = {
  async doAll(db, codes) {
    const rows = await (db as Kysely<ExchangeTables>)
      .selectFrom('exchange.subscription')
      .selectAll()
      .where(sql<boolean>`code = any((select ${codes}::text[])::text[])`)
      .execute();
    const found = new Map(rows.map((row) => [row.code, row]));
    return codes.map((code) => found.get(code));
  },
};

/** Candidates for a change: only those that bear one of its keys, whatever the number of subscriptions. */
export function listByKeys(handle: DbHandle, keys: readonly string[], now: Date): Promise<SubscriptionRow[]> {
  return handle
    .db<ExchangeTables>()
    .selectFrom('exchange.subscription')
    .selectAll()
    .where('code', 'in', (query) =>
      query
        .selectFrom('exchange.subscriptionKey')
        .select('code')
        .where('key', 'in', [...keys]),
    )
    .where('endedAt', 'is', null)
    .where('startsAt', '<=', now)
    .where((where) => where.or([where('endsAt', 'is', null), where('endsAt', '>', now)]))
    .orderBy('code')
    .execute();
}

/** What the subscriptions that are in force want to be told of, each once. */
export function listWatched(handle: DbHandle, now: Date): Promise<Pick<SubscriptionRow, 'eventType' | 'role'>[]> {
  return handle
    .db<ExchangeTables>()
    .selectFrom('exchange.subscription')
    .select(['role', 'eventType'])
    .distinct()
    .where('endedAt', 'is', null)
    .where('startsAt', '<=', now)
    .where((where) => where.or([where('endsAt', 'is', null), where('endsAt', '>', now)]))
    .execute();
}

/** Those whose end has come, once what was due before it has been sent. Returns how many. */
export async function endExpired(tx: Tx): Promise<number> {
  const db = tx.db<ExchangeTables>();
  const rows = await db
    .updateTable('exchange.subscription')
    .set({ endedAt: tx.now, nextDueAt: null })
    .where('endedAt', 'is', null)
    .where('endsAt', '<=', tx.now)
    .where((where) => where.or([where('nextDueAt', 'is', null), where('nextDueAt', '>', where.ref('endsAt'))]))
    .returning('code')
    .execute();
  const codes = rows.map(({ code }) => code);
  if (codes.length > 0) await db.deleteFrom('exchange.subscriptionKey').where('code', 'in', codes).execute();
  return codes.length;
}
