import { sql } from 'kysely';
import type pg from 'pg';
import type { Tx } from '../transaction.js';

/**
 * The name under which this process holds leases, and a connection that holds PostgreSQL's advisory lock of that name.
 * A process that is killed loses the connection and with it the lock, so that another takes over at once instead of
 * waiting for the lease to end; a machine that vanishes without a word is waited for.
 */
export interface Life {
  readonly owner: string;
  /** Whether the lock is held; while it is not, nothing may be claimed in this name. */
  isProven(): boolean;
  end(): void;
}

const PREFIX = 'process:';
const RETRY_MS = 1000;

/** `pool` must reach PostgreSQL itself: a pooler that shares connections by the transaction keeps no lock. */
export function beginLife(pool: pg.Pool, id: string): Life {
  const owner = PREFIX + id;
  let held: pg.PoolClient | undefined;
  let ended = false;
  const lose = (client: pg.PoolClient) => {
    held = undefined;
    client.release(true);
  };
  const hold = async (): Promise<void> => {
    const client = await pool.connect();
    const onError = () => {
      lose(client);
      void keepTrying();
    };
    try {
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [owner]);
    } catch (thrown) {
      lose(client);
      throw thrown;
    }
    if (ended) return lose(client);
    client.once('error', onError);
    held = client;
  };
  const keepTrying = async (): Promise<void> => {
    while (!ended) {
      try {
        return await hold();
      } catch {
        // The database is away; the relays say so themselves when they try.
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
  };
  void keepTrying();
  return {
    owner,
    isProven: () => held !== undefined,
    end() {
      ended = true;
      if (held) lose(held);
    },
  };
}

/** False only when a process that would hold its lock does not. A holder of another kind lives as long as its lease. */
export async function mayLive(tx: Tx, owner: string): Promise<boolean> {
  if (!owner.startsWith(PREFIX)) return true;
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${owner}, 0)) as free`.execute(tx.db());
  return rows[0]?.free !== true;
}
