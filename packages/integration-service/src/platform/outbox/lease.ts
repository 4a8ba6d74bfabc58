import { sql } from 'kysely';
import type { OutboxTables } from '../tables.js';
import type { Tx } from '../transaction.js';
import { mayLive } from './life.js';

/** The right to deliver from one stream for a while. `fence` grows with every claim: an older holder writes nothing. */
export interface Lease {
  readonly stream: string;
  readonly fence: number;
}

/** Undefined when another relay that lives holds it, or the stream is paused. Never waits. */
export async function claimLease(tx: Tx, stream: string, owner: string, leaseMs: number): Promise<Lease | undefined> {
  const db = tx.db<OutboxTables>();
  const row = await db
    .selectFrom('platform.streamLease')
    .select(['fence', 'owner', 'leasedUntil', 'pausedUntil'])
    .where('stream', '=', stream)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.pausedUntil && row.pausedUntil > tx.now) return undefined;
  const isLeased = row.leasedUntil !== null && row.leasedUntil > tx.now;
  if (isLeased && row.owner !== null && row.owner !== owner && (await mayLive(tx, row.owner))) return undefined;
  const fence = row.fence + 1;
  const leasedUntil = new Date(tx.now.getTime() + leaseMs);
  await db
    .updateTable('platform.streamLease')
    .set({ fence, owner, leasedUntil })
    .where('stream', '=', stream)
    .execute();
  return { stream, fence };
}

/** Makes the stream's row; safe to repeat. */
export async function ensureLeaseRow(tx: Tx, stream: string): Promise<void> {
  await tx
    .db<OutboxTables>()
    .insertInto('platform.streamLease')
    .values({ stream, fence: 0, owner: null, leasedUntil: null, pausedUntil: null, failures: 0 })
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** Locks the lease until the commit; undefined when somebody claimed it since, whose word counts now. */
export async function holdLease(tx: Tx, { stream, fence }: Lease): Promise<{ readonly failures: number } | undefined> {
  const row = await tx
    .db<OutboxTables>()
    .selectFrom('platform.streamLease')
    .select(['fence', 'failures'])
    .where('stream', '=', stream)
    .forUpdate()
    .executeTakeFirst();
  return row?.fence === fence ? row : undefined;
}

export async function releaseLease(tx: Tx, { stream, fence }: Lease): Promise<void> {
  await tx
    .db<OutboxTables>()
    .updateTable('platform.streamLease')
    .set({ owner: null, leasedUntil: null })
    .where('stream', '=', stream)
    .where('fence', '=', fence)
    .execute();
}

/** Nobody answered: the stream waits, longer each time (circuit open), and no try is counted. */
export async function pauseStream(tx: Tx, stream: string, pauseMs: (failures: number) => number): Promise<void> {
  const db = tx.db<OutboxTables>();
  const { failures } = await db
    .updateTable('platform.streamLease')
    .set({ failures: sql<number>`failures + 1` })
    .where('stream', '=', stream)
    .returning('failures')
    .executeTakeFirstOrThrow();
  const pausedUntil = new Date(tx.now.getTime() + pauseMs(failures));
  await db.updateTable('platform.streamLease').set({ pausedUntil }).where('stream', '=', stream).execute();
}

/** One that is closed stays so without a word. */
export async function closeCircuit(tx: Tx, stream: string, { failures }: { readonly failures: number }): Promise<void> {
  if (failures === 0) return;
  await tx
    .db<OutboxTables>()
    .updateTable('platform.streamLease')
    .set({ failures: 0, pausedUntil: null })
    .where('stream', '=', stream)
    .execute();
}
