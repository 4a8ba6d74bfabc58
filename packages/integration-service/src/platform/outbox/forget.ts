import { sql } from 'kysely';
import { firstIdAt } from '../ids.js';
import { daysBefore, deleteOldest } from '../jobs/oldest.js';
import type { Tx } from '../transaction.js';

/** Never what waits or is parked. Ids are made in the order of time: they find what is old without an index more. */
export function forgetDelivered(tx: Tx, days: number): Promise<number> {
  const before = daysBefore(tx.now, days);
  const isDue = sql`id < ${firstIdAt(before)} and state = 'delivered' and delivered_at < ${before}`;
  return deleteOldest(tx, 'platform.outbox', sql`id`, isDue);
}

/** What became of an SMS: told to whoever listens when it was known, and in the log. */
export function forgetSmsDeliveries(tx: Tx, days: number): Promise<number> {
  return deleteOldest(tx, 'platform.sms_delivery', sql`sent_at`, sql`sent_at < ${daysBefore(tx.now, days)}`);
}
