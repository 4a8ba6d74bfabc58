import { systemActor } from '../platform/actor.js';
import type { Platform } from '../platform/platform.js';
import type { EnrolmentTables } from './tables.js';

/** The right to drive one journey until it ends or is lost; `fence` is checked in every writing transaction. */
export interface Lease {
  readonly id: string;
  readonly fence: number;
}

/** Undefined when somebody else holds it, or when there is no such journey. */
export async function claimLease(platform: Platform, id: string, leaseMs: number): Promise<Lease | undefined> {
  const row = await platform.inTransaction(systemActor(id), (tx) =>
    tx
      .db<EnrolmentTables>()
      .updateTable('enrolment.journey')
      .set((columns) => ({ fence: columns('fence', '+', 1), leaseUntil: new Date(tx.now.getTime() + leaseMs) }))
      .where('id', '=', id)
      .where((is) => is.or([is('leaseUntil', 'is', null), is('leaseUntil', '<=', tx.now)]))
      .returning('fence')
      .executeTakeFirst(),
  );
  return row && { id, fence: row.fence };
}

/** Of no effect when the lease was lost. */
export async function releaseLease(platform: Platform, { id, fence }: Lease, wakeAt: Date | null): Promise<void> {
  await platform.inTransaction(systemActor(id), (tx) =>
    tx
      .db<EnrolmentTables>()
      .updateTable('enrolment.journey')
      .set({ leaseUntil: null, wakeAt })
      .where('id', '=', id)
      .where('fence', '=', fence)
      .execute(),
  );
}

/** Journeys whose time has come and that nobody drives, the longest waiting first. */
export async function listDue(platform: Platform, limit: number): Promise<string[]> {
  const now = platform.clock.now();
  const rows = await platform
    .db<EnrolmentTables>()
    .selectFrom('enrolment.journey')
    .select('id')
    .where('wakeAt', '<=', now)
    .where((is) => is.or([is('leaseUntil', 'is', null), is('leaseUntil', '<=', now)]))
    .orderBy('wakeAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
