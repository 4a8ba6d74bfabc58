import { sql, type Transaction } from 'kysely';
import type { WriteContext } from '../audit/writer.js';
import { toJson, type DbHandle } from '../database.js';
import type { Ids } from '../ids.js';
import type { OutboxTables } from '../tables.js';
import type { Vault } from '../vault.js';

/** Something for a destination (`sms`) or a subscriber of a domain event (`events:<subscriber>`). */
export interface OutboxMessage {
  readonly stream: string;
  /** What it is, e.g. `enrolment.enrolled`; the receiver switches on it. */
  readonly kind: string;
  /** Ids and codes only; kept in clear. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Encrypted with the person's key and erased after delivery. */
  readonly personal?: { readonly subjectId: string; readonly content: Readonly<Record<string, unknown>> };
}

export type OutboxWriter = (
  transaction: Transaction<unknown>,
  messages: readonly OutboxMessage[],
  context: WriteContext,
) => Promise<void>;

export const personalPlace = (rowId: string, subjectId: string) =>
  ({ table: 'platform.outbox', column: 'personal', rowId, subjectId, purpose: 'outbox' }) as const;

export function outboxWriter(ids: Ids, vault: Vault): OutboxWriter {
  return async (transaction, messages, { actor, now }) => {
    if (messages.length === 0) return;
    const db = transaction as Transaction<OutboxTables>;
    const handle: DbHandle = { db: <T>() => transaction as Transaction<T> };
    const sealed = [];
    for (const message of messages) {
      const id = ids.next();
      sealed.push({ id, message, personal: await sealPersonal(handle, vault, id, message) });
    }
    const next = await lockHeads(db, messages);
    const rows = sealed.map(({ id, message, personal }) => ({
      id,
      personal,
      stream: message.stream,
      seq: next(message.stream),
      kind: message.kind,
      body: toJson(message.body),
      subjectId: message.personal?.subjectId ?? null,
      correlationId: actor.correlationId,
      onBehalfOf: actor.onBehalfOf ?? actor.loginName,
      lastRefusal: null,
      createdAt: now,
      notBefore: now,
      deliveredAt: null,
    }));
    await db.insertInto('platform.outbox').values(rows).execute();
  };
}

async function sealPersonal(handle: DbHandle, vault: Vault, id: string, { personal }: OutboxMessage) {
  if (!personal) return null;
  return vault.seal(handle, personalPlace(id, personal.subjectId), JSON.stringify(personal.content));
}

/** Takes the numbers from the heads, in the order of the streams' names; the rows stay locked until the commit (S3). */
async function lockHeads(db: Transaction<OutboxTables>, messages: readonly OutboxMessage[]) {
  const counts = new Map<string, number>();
  for (const { stream } of messages) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  const last = new Map<string, number>();
  for (const [stream, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { seq } = await db
      .insertInto('platform.streamHead')
      .values({ stream, seq: count })
      .onConflict((clash) =>
        clash.column('stream').doUpdateSet({ seq: sql<number>`platform.stream_head.seq + excluded.seq` }),
      )
      .returning('seq')
      .executeTakeFirstOrThrow();
    last.set(stream, seq - count);
  }
  return (stream: string): number => {
    const seq = (last.get(stream) ?? 0) + 1;
    last.set(stream, seq);
    return seq;
  };
}
