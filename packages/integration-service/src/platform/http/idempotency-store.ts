import { ServiceError } from '@interlink/contracts/errors';
import { sql, type Kysely, type Transaction } from 'kysely';
import { deleteOldest, oldestDue } from '../jobs/oldest.js';
import type { RequestTables } from '../tables.js';
import type { Tx } from '../transaction.js';

/** Who asked for what: the scope of an Idempotency-Key. */
export interface KeyScope {
  readonly principal: string;
  readonly method: string;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The first statement of the effect's transaction (S4). Undefined: this request is the first and may go on.
 * Throws `in-progress` while another one holds the key, `reused` for another body, `expired` after `keptDays`.
 */
export async function claimKey(
  db: Transaction<RequestTables>,
  scope: KeyScope,
  now: Date,
  { leaseMs = 0, keptDays = KEPT_DAYS }: { readonly leaseMs?: number; readonly keptDays?: number } = {},
): Promise<KeptAnswer | undefined> {
  await lockOrRefuse(db, scope);
  const row = await db.selectFrom('platform.idempotencyKey').selectAll().where(isKey(scope)).executeTakeFirst();
  const leaseUntil = leaseMs > 0 ? new Date(now.getTime() + leaseMs) : null;
  if (!row) {
    const expiresAt = new Date(now.getTime() + keptDays * DAY_MS);
    const fresh = { ...scope, status: null, response: null, leaseUntil, createdAt: now, expiresAt };
    await db.insertInto('platform.idempotencyKey').values(fresh).execute();
    return undefined;
  }
  if (row.bodyHash !== scope.bodyHash) throw new ServiceError('platform.idempotency-key-reused');
  if (row.expiresAt <= now) throw new ServiceError('platform.idempotency-key-expired');
  if (row.status !== null) return { status: row.status, body: row.response ?? 'null' };
  if (row.leaseUntil && row.leaseUntil > now) throw new ServiceError('platform.idempotency-key-in-progress');
  // Whoever held it died before the answer: the effect is idempotent by itself, so it may be asked for again.
  await db.updateTable('platform.idempotencyKey').set({ leaseUntil }).where(isKey(scope)).execute();
  return undefined;
}

/** Holds until the transaction ends, so two requests of one key never work at once; the second is told at once. */
async function lockOrRefuse(db: Transaction<RequestTables>, scope: KeyScope): Promise<void> {
  const name = [scope.principal, scope.method, scope.route, scope.key].join('\n');
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`.execute(db);
  if (!rows[0]?.locked) throw new ServiceError('platform.idempotency-key-in-progress');
}

export async function keepAnswer(db: Kysely<RequestTables>, scope: KeyScope, answer: KeptAnswer): Promise<void> {
  await db
    .updateTable('platform.idempotencyKey')
    .set({ status: answer.status, response: answer.body, leaseUntil: null })
    .where(isKey(scope))
    .execute();
}

/** The work failed: nothing is kept, and the same key may be used again. */
export async function releaseKey(db: Kysely<RequestTables>, scope: KeyScope): Promise<void> {
  await db.deleteFrom('platform.idempotencyKey').where(isKey(scope)).where('status', 'is', null).execute();
}

/** Answers are emptied after their time; the key itself stays as long again, so that it can be said to be too old. */
export async function forgetOldAnswers(tx: Tx): Promise<number> {
  const isDue = sql`expires_at <= ${tx.now} and response is not null`;
  const { numAffectedRows = 0n } = await sql`update platform.idempotency_key set response = null
    where ${oldestDue('platform.idempotency_key', sql`expires_at`, isDue)}`.execute(tx.db());
  return Number(numAffectedRows);
}

// Written as its index has it.
const END = sql`((expires_at at time zone 'UTC') + (expires_at - created_at))`;

export async function forgetOldKeys(tx: Tx): Promise<number> {
  return deleteOldest(tx, 'platform.idempotency_key', END, sql`${END} <= (${tx.now}::timestamptz at time zone 'UTC')`);
}

const isKey = ({ principal, method, route, key }: KeyScope) =>
  sql<boolean>`(principal, method, route, key) = (${principal}, ${method}, ${route}, ${key})`;
