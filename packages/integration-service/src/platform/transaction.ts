import type { Transaction } from 'kysely';
import pg from 'pg';
import type { Actor } from './actor.js';
import type { AuditEntry, AuditWriter, WriteContext } from './audit/writer.js';
import type { Clock } from './clock.js';
import type { Database } from './database.js';
import type { Failpoint } from './failpoints.js';
import type { JobOptions, JobSender, QueuedJob } from './jobs/sender.js';
import { oneByOne, type Jointly } from './jointly.js';
import type { OutboxMessage, OutboxWriter } from './outbox/writer.js';
import { isStalePlan } from './prepared.js';
import { runBatch, type Statement } from './statement.js';

/** What happens inside one transaction. `audit`, `send` and `job` collect; they are written just before the commit. */
export interface Tx {
  readonly actor: Actor;
  /** The one time of everything that this transaction writes. */
  readonly now: Date;
  /** The tables of the capability that asks, bound to this transaction. */
  db<T>(): Transaction<T>;
  audit(entry: AuditEntry): void;
  /** To a destination or a subscriber, by the outbox: delivered at least once, in order, after the commit. */
  send(message: OutboxMessage): void;
  /** To be written just before the commit, in one round trip with the rest: what nothing in `work` waits for. */
  later(statement: Statement): void;
  /** Answered at once; where several share the transaction, by one statement for all of them who ask the same. */
  readonly jointly: Jointly;
  /** Unordered work for `interlink work`; only a wake-up, so its loss or repetition must change nothing. */
  job(name: string, data: Readonly<Record<string, unknown>>, options?: JobOptions): void;
}

/**
 * The one way to write. Everything in `work` commits together or not at all. It may run again (at most three times)
 * after a deadlock or a serialization failure, so it must have no effect outside the database.
 */
export type InTransaction = <R>(actor: Actor, work: (tx: Tx) => Promise<R>) => Promise<R>;

/**
 * One statement that is a whole transaction, in one round trip; its rows, columns named as it names them. For what
 * needs no audit entry: counting a call, say.
 */
export type WriteOnce = (statement: Statement) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export interface TransactionDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly auditWriter: AuditWriter;
  readonly outboxWriter: OutboxWriter;
  readonly jobSender: JobSender;
  readonly failpoint: Failpoint;
}

const TRIES = 3;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

export function openTransactions(deps: TransactionDeps): InTransaction {
  return async (actor, work) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(deps, actor, work);
      } catch (thrown) {
        if (tries === TRIES || !isTransient(thrown)) throw thrown;
      }
    }
  };
}

export function openWriteOnce({ database }: Pick<TransactionDeps, 'database'>): WriteOnce {
  return async (statement) => (await runBatch(database.db(), [statement]))[0] ?? [];
}

/** What a transaction writes when its work is done. */
export interface Collected {
  readonly later: Statement[];
  readonly entries: AuditEntry[];
  readonly messages: OutboxMessage[];
  readonly jobs: QueuedJob[];
}

async function attempt<R>(deps: TransactionDeps, actor: Actor, work: (tx: Tx) => Promise<R>): Promise<R> {
  const collected = nothingYet();
  const context = { actor, now: deps.clock.now() };
  const result = await deps.database
    .db<unknown>()
    .transaction()
    .execute(async (transaction) => {
      const done = await work(toTx(transaction, context, collected));
      await post(deps, transaction, collected, context);
      await finish(deps, transaction, collected, context);
      return done;
    });
  deps.failpoint('transaction.after-commit');
  return result;
}

export const nothingYet = (): Collected => ({ entries: [], messages: [], jobs: [], later: [] });

/** Heads are locked last and always in this order (S3, S5): short waits, no deadlock. */
export async function post(
  { jobSender, outboxWriter }: TransactionDeps,
  transaction: Transaction<unknown>,
  { jobs, messages }: Collected,
  context: WriteContext,
): Promise<void> {
  await jobSender(transaction, jobs);
  await outboxWriter(transaction, messages, context);
}

/** The last round trips: what was put off, with the bodies of the log; its chains, with the commit. */
export async function finish(
  { auditWriter, failpoint }: TransactionDeps,
  transaction: Transaction<unknown>,
  { later, entries }: { readonly [Kind in 'entries' | 'later']: readonly Collected[Kind][number][] },
  context: WriteContext,
): Promise<void> {
  const last = entries.length > 0 ? await auditWriter(transaction, later, entries, context) : later;
  failpoint('transaction.before-commit');
  if (last.length > 0) await runBatch(transaction, last, true);
}

export function toTx(
  transaction: Transaction<unknown>,
  { actor, now }: WriteContext,
  collected: Collected,
  jointly: Jointly = oneByOne(transaction),
): Tx {
  return {
    actor,
    now,
    db: <T>() => transaction as Transaction<T>,
    audit: (entry) => void collected.entries.push(entry),
    send: (message) => void collected.messages.push(message),
    later: (statement) => void collected.later.push(statement),
    jointly,
    job: (name, data, options = {}) => void collected.jobs.push({ name, data, options }),
  };
}

function isTransient(thrown: unknown): boolean {
  if (isStalePlan(thrown)) return true;
  return thrown instanceof pg.DatabaseError && (thrown.code === SERIALIZATION_FAILURE || thrown.code === DEADLOCK);
}
