import { sql } from 'kysely';
import { daysBefore } from '../../platform/jobs/oldest.js';
import type { Tx } from '../../platform/transaction.js';
import type { ExchangeTables } from '../tables.js';

const PORTION = 1000;

/**
 * What was told, once its event cannot come again: one that waits or is parked would be told a second time. How many
 * there were stays with the subscription.
 */
export async function forgetNotices(tx: Tx, days: number): Promise<number> {
  const { rows } = await sql<{ told: number }>`
    with gone as (
      delete from exchange.notice where ctid = any(array(
        select notice.ctid from exchange.notice
        where notice.state = 'sent' and notice.created_at < ${daysBefore(tx.now, days)} and not exists (
          select from platform.outbox event where event.id = notice.event_id and event.state <> 'delivered')
        order by notice.created_at limit ${PORTION} for update of notice skip locked))
      returning code
    ), counted as (select code, count(*) as told from gone group by code)
    update exchange.subscription set told_before = told_before + counted.told
    from counted where subscription.code = counted.code returning counted.told`.execute(tx.db<ExchangeTables>());
  return rows.reduce((sum, { told }) => sum + told, 0);
}

const FEW = 50;

/**
 * Subscriptions that ended, of which nothing is left that was told or may be told yet. What still waited for its time
 * when its subscription ended is told to nobody any more, and goes first.
 */
export async function forgetEnded(tx: Tx, days: number): Promise<number> {
  const db = tx.db<ExchangeTables>();
  const before = daysBefore(tx.now, days);
  const { numAffectedRows: waiting = 0n } = await sql`
    delete from exchange.notice where ctid = any(array(
      select notice.ctid from exchange.subscription join exchange.notice using (code)
      where ended_at < ${before} and notice.state = 'pending' limit ${PORTION}))`.execute(db);
  if (waiting > 0n) return Number(waiting);
  const { numAffectedRows: ended = 0n } = await sql`
    delete from exchange.subscription where code = any(array(
      select code from exchange.subscription ended where ended_at < ${before}
        and not exists (select from exchange.notice where notice.code = ended.code)
        and not exists (select from platform.outbox where stream = 'dci:' || ended.partner and state <> 'delivered'
          and body @> jsonb_build_object('code', ended.code))
      order by ended_at limit ${FEW}))`.execute(db);
  return Number(ended);
}
