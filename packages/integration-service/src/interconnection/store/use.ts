import { createHash } from 'node:crypto';
import type { Quota } from '@interlink/contracts/interconnection/registered-partner';
import { spendQuota, windowsAt } from '@interlink/domain/interconnection/quota-window';
import { gather } from '../../platform/gather.js';
import type { Joint } from '../../platform/jointly.js';
import type { Platform } from '../../platform/platform.js';
import { insertion, listAt, runBatch, UNLESS_THERE } from '../../platform/statement.js';
import type { Tx } from '../../platform/transaction.js';
import type { InterconnectionTables } from '../tables.js';

/** One call of a partner, to be counted. */
export interface Spending {
  readonly partner: string;
  readonly operation: string;
  readonly quota: Quota;
  readonly cost: number;
}

/** How long to wait when the quota is used up; else of which version the partner is, which may go on. */
export type Spent = 'not-active' | { readonly retryAfterSeconds: number } | { readonly version: number };
type Deps = Pick<Platform, 'clock' | 'db' | 'writeOnce'>;

// The rule of `spendQuota`, where the row is: calls at once, in any replica, are counted one after the other.
const inSecond = (second: string, cost: string) =>
  `(case when used.second = ${second} then used.in_second else 0 end + ${cost})`;
const inDay = (day: string, cost: string) => `(case when used.day = ${day} then used.in_day else 0 end + ${cost})`;
// The count waits for no disk. What the call then does, or is refused by, is committed after it and does wait: the disk
// has the count when it has that. A crash takes the count of calls of its last half second for which nothing was written.
const UNHURRIED = `set_config('synchronous_commit', 'off', true)`;

const SPEND = `insert into interconnection.quota_use as used (partner, operation, second, day, in_second, in_day)
  select id, $2, $3::bigint, $4::int, $7::int, $7::int from interconnection.partner
  where id = $1 and status = 'active' and $7::int <= $5::int and $7::int <= $6::int
  on conflict (partner, operation) do update
    set second = $3, day = $4, in_second = ${inSecond('$3', '$7')}, in_day = ${inDay('$4', '$7')}
    where ${inSecond('$3', '$7')} <= $5 and ${inDay('$4', '$7')} <= $6
  returning (select version from interconnection.partner where id = $1) as version, ${UNHURRIED}`;

// The same for several that have called before, each row once. They are locked in one order first, so that no two
// replicas wait for each other's: an update by itself takes rows in whatever order its plan finds them.
const SPEND_ALL = `with called as (
    select * from unnest(${listAt(1, 'text')}, ${listAt(2, 'text')}, ${listAt(5, 'int')}, ${listAt(6, 'int')}, ${listAt(7, 'int')})
      as called (partner, operation, per_second, per_day, cost)),
  locked as (
    select used.partner, used.operation from interconnection.quota_use as used join called using (partner, operation)
    order by used.partner, used.operation for update of used)
  update interconnection.quota_use as used
  set second = $3, day = $4, in_second = ${inSecond('$3', 'called.cost')}, in_day = ${inDay('$4', 'called.cost')}
  from locked join called using (partner, operation) join interconnection.partner as known on known.id = locked.partner
  where used.partner = locked.partner and used.operation = locked.operation and known.status = 'active'
    and ${inSecond('$3', 'called.cost')} <= called.per_second and ${inDay('$4', 'called.cost')} <= called.per_day
  returning used.partner, used.operation, known.version, ${UNHURRIED}`;

/** More than these wait for the next statement. */
const MOST = 64;

/**
 * Counts calls, those at once in one statement. It is asked of every call, so it also says at once, in every replica,
 * that a partner is active no more, or another than it is remembered as.
 */
export function openSpending(deps: Deps): (one: Spending) => Promise<Spent> {
  return gather<Spending, Spent>((all) => spendAll(deps, all), MOST);
}

/** Those of one partner and operation are counted together; where they do not all fit, one after the other. */
async function spendAll(deps: Deps, all: readonly Spending[]): Promise<readonly PromiseSettledResult<Spent>[]> {
  const [only, ...more] = all;
  const sums = new Map<string, Spending>();
  for (const one of all) {
    const before = sums.get(nameOf(one));
    sums.set(nameOf(one), before ? { ...one, cost: before.cost + one.cost } : one);
  }
  const counted = only && more.length === 0 ? new Map<string, Spent>() : await countTogether(deps, [...sums.values()]);
  const outcomes: PromiseSettledResult<Spent>[] = [];
  for (const one of all) {
    outcomes.push({ status: 'fulfilled', value: counted.get(nameOf(one)) ?? (await spend(deps, one)) });
  }
  return outcomes;
}

const nameOf = ({ partner, operation }: Pick<Spending, 'operation' | 'partner'>) => `${partner} ${operation}`;

async function countTogether(
  { writeOnce, clock }: Deps,
  sums: readonly Spending[],
): Promise<ReadonlyMap<string, Spent>> {
  const { second, day } = windowsAt(clock.now().getTime());
  const column = <T>(of: (one: Spending) => T) => sums.map(of);
  const quotas = [column(({ quota }) => quota.perSecond), column(({ quota }) => quota.perDay)];
  const who = [column(({ partner }) => partner), column(({ operation }) => operation)];
  const rows = await writeOnce({
    text: SPEND_ALL,
    values: [...who, second, day, ...quotas, column(({ cost }) => cost)],
  });
  const counted = rows as unknown as readonly (Spending & { readonly version: number })[];
  return new Map(counted.map((row) => [nameOf(row), { version: row.version }]));
}

async function spend({ writeOnce, db, clock }: Deps, { partner, operation, quota, cost }: Spending): Promise<Spent> {
  const now = clock.now().getTime();
  const { second, day } = windowsAt(now);
  const values = [partner, operation, second, day, quota.perSecond, quota.perDay, cost];
  const [counted] = await writeOnce({ text: SPEND, values });
  if (counted) return { version: counted['version'] as number };
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
  return { retryAfterSeconds: refused.allowed ? 1 : refused.retryAfterSeconds };
}

/** False when the partner used this nonce before and it has not run out since. */
export async function takeNonce(tx: Tx, partner: string, text: string, expiresAt: Date): Promise<boolean> {
  const taken = await tx
    .db<InterconnectionTables>()
    .insertInto('interconnection.nonce')
    .values({ partner, nonce: hashOf(text), expiresAt })
    .onConflict((clash) => clash.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return taken !== undefined;
}

interface Nonce {
  readonly partner: string;
  readonly text: string;
}

const TAKEN = `select asked.place from unnest(${listAt(1, 'text')}, ${listAt(2, 'text')})
  with ordinality as asked (partner, nonce, place) join interconnection.nonce using (partner, nonce)`;

/** Whether each was taken before. */
export const findingNonces: Joint<Nonce, boolean> = {
  async doAll(db, all) {
    const values = [all.map(({ partner }) => partner), all.map(({ text }) => hashOf(text))];
    const [rows = []] = await runBatch(db, [{ text: TAKEN, values }]);
    const taken = new Set(rows.map(({ place }) => Number(place)));
    return all.map((_one, at) => taken.has(at + 1));
  },
};

/** Taken with the commit; for whom it is no matter whether it was before. */
export function noteNonce(tx: Tx, { partner, text }: Nonce, expiresAt: Date): void {
  const row = { partner, nonce: hashOf(text), expiresAt };
  tx.later(insertion<InterconnectionTables>()('interconnection.nonce', [row], UNLESS_THERE));
}

const hashOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url');

/** S12: whether one more filter, by its keyed hash, has its total told today; one that was asked before costs nothing. */
export async function takePredicate(
  tx: Tx,
  partner: string,
  hash: string,
  { day, limit }: { readonly day: string; readonly limit: number },
): Promise<boolean> {
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
