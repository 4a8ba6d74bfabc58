import { sql, type Kysely, type Selectable } from 'kysely';
import { toJson, type DbHandle } from '../database.js';
import type { OutboxTables } from '../tables.js';
import type { Tx } from '../transaction.js';
import type { Vault } from '../vault.js';
import type { Destination, OutgoingMessage, Postponed } from './destination.js';
import { personalPlace } from './writer.js';

export type OutboxRow = Selectable<OutboxTables['platform.outbox']>;

type Stream = Pick<Destination, 'stream' | 'whenParked'>;

const ofStream = (db: Kysely<OutboxTables>, stream: string) =>
  db.selectFrom('platform.outbox').where('stream', '=', stream);

// Written out, not given: only so does PostgreSQL see, before it knows the values, that its small indexes have them all.
const IS_DUE = sql<boolean>`state = 'waiting' and not held`;
const hasCome = (now: Date) => sql<boolean>`held and not_before <= ${now}`;

const dueOf = (db: Kysely<OutboxTables>, { stream, whenParked }: Stream) => {
  const due = ofStream(db, stream).where(IS_DUE);
  if (whenParked === 'go-on') return due;
  const first = ofStream(db, stream)
    .select(({ fn }) => fn.min('seq').as('seq'))
    .where(sql<boolean>`(held or state = 'parked')`);
  return due.where(sql<boolean>`seq < coalesce(${first}, 9223372036854775807)`);
};

/**
 * The oldest rows that are due, in their order. A stream that halts never looks past one that is not delivered; one
 * that goes on passes rows that are parked or held until their next try.
 */
export function findDue(db: Kysely<OutboxTables>, destination: Stream, limit: number): Promise<OutboxRow[]> {
  return dueOf(db, destination).selectAll().orderBy('seq').limit(limit).execute();
}

/** Whether there is any, held ones whose time has come among them. */
export async function isAnyDue(db: Kysely<OutboxTables>, destination: Stream, now: Date): Promise<boolean> {
  const due = dueOf(db, destination).select('seq');
  const come = ofStream(db, destination.stream).select('seq').where(hasCome(now));
  const { rows } = await sql<{ any: boolean }>`select exists ${due} or exists ${come} as any`.execute(db);
  return rows[0]?.any === true;
}

/** Lets go, all at once, those whose time has come: each is in its order again. */
export async function letGo(tx: Tx, stream: string): Promise<void> {
  await tx
    .db<OutboxTables>()
    .updateTable('platform.outbox')
    .set({ held: false })
    .where('stream', '=', stream)
    .where(hasCome(tx.now))
    .execute();
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
      held: !parked,
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
    .set({ notBefore: until, held: true, lastRefusal: reason })
    .where('stream', '=', stream)
    .where(IS_DUE)
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
