import { CamelCasePlugin, Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import { openInOne, type InOne } from './open-connection.js';
import { preparing } from './prepared.js';

/** What reads: a transaction (`tx`) or the whole database. `T` is the tables of the capability that asks. */
export interface DbHandle {
  db<T>(): Kysely<T>;
}

/** The connection pool and, over it, a Kysely for whichever tables a capability declares. */
export interface Database extends DbHandle {
  readonly pool: pg.Pool;
  /** For `transaction.ts` and `together.ts` alone, as every transaction. */
  readonly inOne: InOne;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  readonly maxConnections?: number;
}

const INT8 = 20;
const DATE = 1082;

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint beyond 2^53-1 was read');
  return value;
}

/** int8 as number, date as 'YYYY-MM-DD' text, timestamptz as Date: of this pool only, nothing global is changed. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return toSafeInteger;
    if (oid === DATE) return (text: string) => text;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  }) as typeof pg.types.getTypeParser,
};

/** Opens no connection until the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.name,
    max: options.maxConnections ?? 10,
    types: parsers,
    // What is asked without waiting for the answer before leaves at once: begin and the statement after it.
    pipeline: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener Node would end.
  pool.on('error', () => undefined);
  // One that breaks while it is used fails its queries, and says so once more: unheard, that too would end Node.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prepared = preparing(pool);
  const dialect = new PostgresDialect({ pool: prepared });
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  const kysely = new Kysely<unknown>({ dialect, plugins });
  return {
    pool,
    inOne: openInOne(prepared, dialect, plugins),
    db: <T>() => kysely as Kysely<T>,
    close: () => kysely.destroy(),
  };
}

/** A value for a jsonb column; the driver alone would write a JavaScript array as a PostgreSQL array. */
export function toJson<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}
