import { createHash } from 'node:crypto';
import pg from 'pg';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { copyFrom, isCopy } from './copy.js';
import { askSeveral, type Asked } from './several.js';
import { isBatch, type Batch } from './statement.js';

/** Beyond this many, a deployment has statements of a changing length; those are parsed each time. */
const MOST_NAMES = 500;
const names = new Map<string, { name: string | undefined }>();

/** The second time that a text comes it gets a name: PostgreSQL then parses it once a connection, and not each time. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known) return (known.name ??= createHash('sha256').update(text).digest('base64url').slice(0, 24));
  if (names.size < MOST_NAMES) names.set(text, { name: undefined });
  return undefined;
}

/** Another than the driver's own: it would prepare once more what it has not prepared itself, which PostgreSQL refuses. */
function batchNameOf(text: string): string | undefined {
  const name = nameOf(text);
  return name && `${name}-several`;
}

/** A pool whose statements are prepared, and whose transactions begin with their first statement. */
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparingClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const;

function preparingClient(client: pg.PoolClient): PostgresPoolClient {
  const run = preparedQuery(client);
  let isBegun = false;
  let isOver = false;
  const query = async (text: unknown, values?: readonly unknown[]) => {
    // It goes with the first statement of the transaction: one wait less. A transaction without one never begins.
    if (text === 'begin') {
      isBegun = true;
      return NOTHING;
    }
    // Its last statements took the end with them.
    if (isOver && (text === 'commit' || text === 'rollback')) {
      isOver = false;
      return NOTHING;
    }
    const begin = isBegun;
    isBegun = false;
    inOneWrite(client);
    if (isBatch(text, values)) {
      const done = await runAll(client, values[0], begin);
      isOver = values[0].commits;
      return done;
    }
    if (!begin) return run(text, values);
    if (text === 'commit' || text === 'rollback') return NOTHING;
    const [, answer] = await Promise.all([client.query('begin'), run(text, values)]);
    return answer;
  };
  return { query, release: () => client.release() } as unknown as PostgresPoolClient;
}

type Run = (text: unknown, values?: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

/** As much of the driver's connection as one write for several messages needs; it publishes no types of it. */
interface Corkable {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

const corked = new WeakSet<object>();

/** What is asked in this turn leaves in one write at its end, whoever asks. */
function inOneWrite(client: pg.PoolClient): void {
  const stream = (client as unknown as Corkable).connection?.stream;
  if (!stream?.cork || corked.has(stream)) return;
  corked.add(stream);
  stream.cork();
  process.nextTick(() => {
    corked.delete(stream);
    stream.uncork?.();
  });
}

const BEGIN: Asked = { name: 'begin', text: 'begin', values: [] };
const COMMIT: Asked = { name: 'commit', text: 'commit', values: [] };

/** In their order, in one write. The first failure is the batch's, and leaves its transaction to be rolled back. */
async function runAll(client: pg.PoolClient, { statements, commits }: Batch, begin: boolean) {
  const asked = [
    ...(begin ? [BEGIN] : []),
    ...statements.map(({ text, values }) => ({ name: batchNameOf(text), text, values })),
    ...(commits ? [COMMIT] : []),
  ];
  const all = await askSeveral(client, asked).catch((thrown: unknown) => {
    if (!isStalePlan(thrown)) throw thrown;
    // Prepared anew; within a transaction the first refusal counts: it is retried as a whole.
    return askSeveral(client, asked).catch(() => Promise.reject(thrown as Error));
  });
  return { ...NOTHING, rows: [{ answers: all.slice(begin ? 1 : 0, commits ? -1 : undefined) }] };
}

function preparedQuery(client: pg.PoolClient): Run {
  const stale = new Set<string>();
  return async (text: unknown, values?: readonly unknown[]) => {
    if (typeof text !== 'string' || values === undefined || values.length === 0) {
      return client.query(text as string, values as unknown[]);
    }
    if (isCopy(text, values)) return copyFrom(client, text, values);
    const name = nameOf(text);
    if (name === undefined || stale.has(name)) return client.query(text, [...values]);
    try {
      return await client.query({ name, text, values: [...values] });
    } catch (thrown) {
      if (!isStalePlan(thrown)) throw thrown;
      stale.add(name);
      // Within a transaction the first refusal counts: it is retried as a whole.
      return client.query(text, [...values]).catch(() => Promise.reject(thrown as Error));
    }
  };
}

const FEATURE_NOT_SUPPORTED = '0A000';

/** A migration changed a table since the statement was prepared: its columns are others now. */
export function isStalePlan(thrown: unknown): boolean {
  return (
    thrown instanceof pg.DatabaseError &&
    thrown.code === FEATURE_NOT_SUPPORTED &&
    thrown.message.includes('cached plan')
  );
}
