import pg from 'pg';
import { isStalePlan, preparing } from '../../src/platform/prepared.js';
import { Batch, type Statement } from '../../src/platform/statement.js';

type Asked = string | { readonly name: string | undefined; readonly text: string };

/** A pool of one connection that says what was asked of it, and fails when the test says so. */
function fakePool(fail: (asked: Asked) => Error | undefined = () => undefined) {
  const asked: Asked[] = [];
  const counts = { released: 0, ended: 0 };
  const { serve, parsed } = fakeServer(asked, fail);
  const client = {
    query: (what: Asked | Several) => {
      if (typeof what !== 'string' && 'submit' in what) return serve(what);
      asked.push(what);
      const failure = fail(what);
      return failure ? Promise.reject(failure) : Promise.resolve({ rows: [], rowCount: 0, command: 'SELECT' });
    },
    release: () => void (counts.released += 1),
  };
  const pool = { connect: () => Promise.resolve(client), end: () => Promise.resolve(void (counts.ended += 1)) };
  return { asked, parsed, counts, pool: preparing(pool as unknown as pg.Pool) };
}

/** Several statements with one end, as the driver sees them. */
interface Several {
  submit(wire: object): void;
  handleCommandComplete(message: object, wire: object): void;
  handleError(thrown: Error, wire: object): void;
  handleReadyForQuery(): void;
}

/** A connection to a server that looks at nothing more after a statement that fails. */
function fakeServer(asked: Asked[], fail: (asked: Asked) => Error | undefined) {
  const texts = new Map<string | undefined, string>();
  const parsed: string[] = [];
  let bound: Asked[] = [];
  const nothing = () => undefined;
  const wire = {
    ...{ describe: nothing, execute: nothing, sync: nothing },
    close: ({ name }: { readonly name: string }) => void texts.delete(name),
    parse({ name, text }: { readonly name: string | undefined; readonly text: string }) {
      if (texts.has(name) && name !== undefined) throw new Error(`${name} is prepared already`);
      parsed.push(text);
      texts.set(name, text);
    },
    bind: ({ statement: name }: { readonly statement: string | undefined }) =>
      void bound.push({ name, text: texts.get(name) ?? 'not prepared' }),
  };
  const serve = (several: Several) => {
    bound = [];
    several.submit(wire);
    asked.push(...bound);
    for (const one of bound) {
      const failure = fail(one);
      if (failure) return several.handleError(failure, wire);
      several.handleCommandComplete({}, wire);
    }
    several.handleReadyForQuery();
  };
  return { parsed, serve };
}

const stalePlan = () => {
  const error = new pg.DatabaseError('cached plan must not change result type', 0, 'error');
  error.code = '0A000';
  return error;
};
let counter = 0;
const statement = () => `select ${(counter += 1)} where $1`;

describe('statements of the pool', () => {
  it('are prepared from the second time on, under a name that is the text’s own', async () => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    const [one, other] = [statement(), statement()];
    for (const text of [one, one, one, other, other]) await client.query(text, [1]);
    const names = asked.map((what) => (typeof what === 'string' ? undefined : what.name));
    expect(names[0]).toBeUndefined();
    expect(names[1]).toEqual(expect.any(String));
    expect(names[2]).toBe(names[1]);
    expect(names[3]).toBeUndefined();
    expect(names[4]).not.toBe(names[1]);
  });

  it('without values, such as a savepoint, go as they are', async () => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    for (let n = 0; n < 3; n += 1) await client.query('savepoint one', []);
    expect(asked).toEqual(['savepoint one', 'savepoint one', 'savepoint one']);
  });

  it('begin a transaction with its first statement, and end it as ever', async () => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    await client.query('begin', []);
    expect(asked).toEqual([]);
    const [one, other] = [statement(), statement()];
    for (const text of [one, other]) await client.query(text, [1]);
    await client.query('commit', []);
    expect(asked).toEqual(['begin', one, other, 'commit']);
  });

  it.each(['commit', 'rollback'])('never begin a transaction of which nothing comes but its %s', async (end) => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    await client.query('begin', []);
    await client.query(end, []);
    const text = statement();
    await client.query(text, [1]);
    expect(asked).toEqual([text]);
  });

  it('fail with their transaction when it cannot begin, and are rolled back', async () => {
    const { asked, pool } = fakePool((what) => (what === 'begin' ? new Error('the connection is gone') : undefined));
    const client = await pool.connect();
    await client.query('begin', []);
    await expect(client.query(statement(), [1])).rejects.toThrow('gone');
    await client.query('rollback', []);
    expect(asked.at(-1)).toBe('rollback');
  });

  it('that a migration made stale are asked anew, without a name from then on', async () => {
    const { asked, pool } = fakePool((what) => (typeof what === 'string' ? undefined : stalePlan()));
    const client = await pool.connect();
    const text = statement();
    for (let n = 0; n < 3; n += 1) await client.query(text, [1]);
    expect(asked.map((what) => typeof what)).toEqual(['string', 'object', 'string', 'string']);
  });

  it('within a transaction that is lost by it fail with the first reason, which is tried again as a whole', async () => {
    const lost = new Error('current transaction is aborted');
    let named = false;
    const { pool } = fakePool((what) => {
      if (typeof what !== 'string') named = true;
      return typeof what === 'string' ? (named ? lost : undefined) : stalePlan();
    });
    const client = await pool.connect();
    const text = statement();
    await client.query(text, [1]);
    const thrown = await client.query(text, [1]).catch((error: unknown) => error);
    expect(isStalePlan(thrown)).toBe(true);
  });

  it('that fail otherwise are not asked twice', async () => {
    const { asked, pool } = fakePool((what) => (typeof what === 'string' ? undefined : new Error('no such table')));
    const client = await pool.connect();
    const text = statement();
    await client.query(text, [1]);
    await expect(client.query(text, [1])).rejects.toThrow('no such table');
    expect(asked).toHaveLength(2);
  });

  it('keep one face a connection, release it and end with the pool', async () => {
    const { counts, pool } = fakePool();
    const client = await pool.connect();
    expect(await pool.connect()).toBe(client);
    client.release();
    await pool.end();
    expect(counts).toEqual({ released: 1, ended: 1 });
  });

  it('are stale by that one message of PostgreSQL alone', () => {
    const other = stalePlan();
    other.message = 'this is not supported';
    expect([stalePlan(), other, new Error('cached plan')].map(isStalePlan)).toEqual([true, false, false]);
  });
});

describe('several statements in one round trip', () => {
  const textOf = (asked: Asked) => (typeof asked === 'string' ? asked : asked.text);
  const several = (texts: readonly string[], commits = false) => {
    const statements: readonly Statement[] = texts.map((text) => ({ text, values: [1] }));
    return [new Batch(statements, commits)] as const;
  };
  const send = (client: Awaited<ReturnType<ReturnType<typeof fakePool>['pool']['connect']>>, batch: readonly [Batch]) =>
    client.query('-- several', batch as unknown as unknown[]);

  it('are asked in their order before any of them is answered', async () => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    const sending = send(client, several(['one', 'two', 'three']));
    expect(asked.map(textOf)).toEqual(['one', 'two', 'three']);
    const { rows } = await sending;
    expect(rows).toEqual([{ answers: [[], [], []] }]);
  });

  it('begin their transaction when they are its first', async () => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    await client.query('begin', []);
    const { rows } = await send(client, several(['one']));
    expect(asked.map(textOf)).toEqual(['begin', 'one']);
    expect(rows).toEqual([{ answers: [[]] }]);
  });

  it('take the commit with them, which then is not sent again', async () => {
    const { asked, pool } = fakePool();
    const client = await pool.connect();
    await client.query('begin', []);
    await send(client, several(['one'], true));
    await client.query('commit', []);
    expect(asked.map(textOf)).toEqual(['begin', 'one', 'commit']);
    await client.query('begin', []);
    await client.query('two', [1]);
    await client.query('rollback', []);
    expect(asked.map(textOf).slice(3)).toEqual(['begin', 'two', 'rollback']);
  });

  it('fail by the first that failed, and are rolled back though they took the commit', async () => {
    const { asked, pool } = fakePool((what) => (textOf(what) === 'two' ? new Error('two failed') : undefined));
    const client = await pool.connect();
    await client.query('begin', []);
    await expect(send(client, several(['one', 'two', 'three'], true))).rejects.toThrow('two failed');
    await client.query('rollback', []);
    expect(asked.map(textOf)).toEqual(['begin', 'one', 'two', 'three', 'commit', 'rollback']);
  });

  it('fail with a commit that failed', async () => {
    const { pool } = fakePool((what) => (textOf(what) === 'commit' ? new Error('a constraint at the end') : undefined));
    const client = await pool.connect();
    await client.query('begin', []);
    await expect(send(client, several(['one'], true))).rejects.toThrow('a constraint at the end');
  });

  it('that failed before the end are rolled back as ever', async () => {
    const { asked, pool } = fakePool((what) => (textOf(what) === 'one' ? new Error('no such table') : undefined));
    const client = await pool.connect();
    await client.query('begin', []);
    await expect(send(client, several(['one']))).rejects.toThrow('no such table');
    await client.query('rollback', []);
    expect(asked.map(textOf)).toEqual(['begin', 'one', 'rollback']);
  });

  it('are prepared like any other, and once more when a migration made them stale', async () => {
    const failures: Error[] = [];
    const { asked, parsed, pool } = fakePool(() => failures.pop());
    const client = await pool.connect();
    const text = statement();
    for (let n = 0; n < 3; n += 1) await send(client, several([text]));
    expect(parsed).toEqual([text, text]);
    failures.push(stalePlan());
    expect(await send(client, several([text]))).toMatchObject({ rows: [{ answers: [[]] }] });
    expect(parsed).toEqual([text, text, text]);
    expect(asked.map((what) => typeof what === 'object' && what.name !== undefined)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});
