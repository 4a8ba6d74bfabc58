import {
  DefaultQueryExecutor,
  PostgresAdapter,
  PostgresQueryCompiler,
  Transaction,
  type CompiledQuery,
  type DatabaseConnection,
  type KyselyPlugin,
  type PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
} from 'kysely';

/**
 * One transaction whose statements do not wait for each other: they leave at once, and PostgreSQL answers them in their
 * order. Commits when `work` is done; when it throws, nothing of it is kept and what it threw is thrown.
 */
export type InOne = <R>(work: (transaction: Transaction<unknown>) => Promise<R>) => Promise<R>;

export function openInOne(pool: PostgresPool, dialect: PostgresDialect, plugins: KyselyPlugin[]): InOne {
  const driver = dialect.createDriver();
  const [compiler, adapter] = [new PostgresQueryCompiler(), new PostgresAdapter()];
  const transactionOn = (client: PostgresPoolClient) => {
    const connection = openConnection(client);
    const provider = { provideConnection: <R>(use: (one: DatabaseConnection) => Promise<R>) => use(connection) };
    const executor = new DefaultQueryExecutor(compiler, adapter, provider, plugins);
    return new Transaction<unknown>({ config: { dialect, plugins }, dialect, driver, executor });
  };
  return async (work) => {
    const client = await pool.connect();
    try {
      await client.query('begin', []);
      const done = await work(transactionOn(client));
      await client.query('commit', []);
      return done;
    } catch (thrown) {
      // A connection that broke has rolled back by that.
      await client.query('rollback', []).catch(() => undefined);
      throw thrown;
    } finally {
      client.release();
    }
  };
}

const CHANGES: readonly string[] = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

function openConnection(client: PostgresPoolClient): DatabaseConnection {
  return {
    async executeQuery<R>({ sql, parameters }: CompiledQuery) {
      const { command, rowCount, rows } = await client.query<R>(sql, [...parameters]);
      return { rows, ...(CHANGES.includes(command) && { numAffectedRows: BigInt(rowCount) }) };
    },
    streamQuery() {
      throw new Error('nothing is streamed out of a transaction of several');
    },
  };
}
