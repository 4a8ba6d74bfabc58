import { sql, type Kysely, type Selectable } from 'kysely';
import { toJson, type DbHandle } from '../database.js';
import type { OutboxTables } from '../tables.js';
import type { Tx } from '../transaction.js';
import type { Vault } from '../vault.js';
import type { Destination, OutgoingMessage, Postponed } from './destination.js';
import { personalPlace } from './writer.js';

export type OutboxRow = Selectable<OutboxTables['platform.outbox']>;

/**
 * The oldest rows that are due, in their order. A stream that halts never looks past one that is not delivered; one
 * that goes on passes rows that are parked or wait for their next try.
 */
export async function findDue(
  db: Kysely<OutboxTables>,
  { stream, whenParked }: Pick<Destination, 'stream' | 'whenParked'>,
  now: Date,
  limit: number,
): Promise<OutboxRow[]> {
  const undelivered = db
    .selectFrom('platform.outbox')
    .selectAll()
    .where('stream', '=', stream)
    .where('state', '<>', 'delivered')
    .orderBy('seq')
    .limit(limit);
  if (whenParked === 'go-on') {
    return undelivered.where('state', '=', 'waiting').where('notBefore', '<=', now).execute();
  }
  const oldest = await undelivered.execute();
  const firstHeld = oldest.findIndex(({ state, notBefore }) => state !== 'waiting' || notBefore > now);
  return firstHeld < 0 ? oldest : oldest.slice(0, firstHeld);
}

export async function toMessage(handle: DbHandle, vault: Vault, row: OutboxRow): Promise<OutgoingMessage> {
  const { id, stream, seq, kind, body, correlationId, onBehalfOf } = row;
  const common = { id, stream, seq, kind, body, correlationId, onBehalfOf };
  if (row.personal === null || row.subjectId === null) return { ...common, personal: undefined };
  const text = await vault.open(handle, personalPlace(id, row.subjectId), row.personal);
  return { ...common, personal: text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>) };
}

/** What was personal is erased with the delivery: it is needed no more. */
export async function markDelivered(tx: Tx, stream: string, seqs: readonly number[]): Promise<void> {
  await tx
    .db<OutboxTables>()
    .updateTable('platform.outbox')
    .set({ state: 'delivered', deliveredAt: tx.now, personal: null })
    .where('stream', '=', stream)
    .where('seq', 'in', seqs)
    .execute();
}

const MAX_REFUSALS = 10;
const LONGEST_WAIT_MS = 60_000;

/** Counts a refusal; the tenth parks the row. Returns whether it is parked now. */
export async function markRefused(tx: Tx, { stream, seq, tries }: OutboxRow, reason: string): Promise<boolean> {
  const parked = tries + 1 >= MAX_REFUSALS;
  const wait = Math.min(1000 * 2 ** tries, LONGEST_WAIT_MS);
  await tx
    .db<OutboxTables>()
    .updateTable('platform.outbox')
    .set({
      tries: tries + 1,
      lastRefusal: reason,
      state: parked ? 'parked' : 'waiting',
      notBefore: new Date(tx.now.getTime() + wait),
    })
    .where('stream', '=', stream)
    .where('seq', '=', seq)
    .execute();
  return parked;
}

/** All that are alike at once: each would be asked about, and refused, by itself. No try is counted. */
export async function postpone(
  tx: Tx,
  { stream, kind, seq }: OutboxRow,
  { until, reason, alike }: Postponed,
): Promise<void> {
  await tx
    .db<OutboxTables>()
    .updateTable('platform.outbox')
    .set({ notBefore: until, lastRefusal: reason })
    .where('stream', '=', stream)
    .where('state', '=', 'waiting')
    .where('kind', '=', kind)
    .where('seq', '>=', seq)
    .where(sql<boolean>`body @> ${toJson(alike)}`)
    .execute();
}

/** Replay: a parked row is tried again as if for the first time. False when it is not parked. */
export async function rearm(tx: Tx, stream: string, seq: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .db<OutboxTables>()
    .updateTable('platform.outbox')
    .set({ state: 'waiting', tries: 0, notBefore: tx.now })
    .where('stream', '=', stream)
    .where('seq', '=', seq)
    .where('state', '=', 'parked')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) tx.audit({ stream: `outbox:${stream}`, action: 'platform.replay', body: { seq } });
  return numUpdatedRows > 0n;
}
