import { copyText, toCopyText, type TableRows } from '../../src/platform/copy.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

const COLUMNS = ['personId', 'kind', 'value'];
const PERSON = '00000000-0000-4000-8000-000000000001';

/** One row for a table that holds nothing in a new database. */
const rowsOf = (value: string, personId = PERSON): TableRows => ({
  ...{ table: 'registry.person_key', columns: COLUMNS },
  rows: toCopyText(COLUMNS, [{ personId, kind: 'word', value }]),
});

describe('The text format of COPY', () => {
  it('writes what formats trip over so that PostgreSQL reads it back', () => {
    const row = { a: 'x\\y\tz\r\n', b: null, c: Buffer.from([1, 255]), d: ['a"b', 'c\\d'], e: true, f: 1.5 };
    expect(toCopyText(['a', 'b', 'c', 'd', 'e', 'f'], [row]).toString()).toBe(
      'x\\\\y\\tz\\r\\n\t\\N\t\\\\x01ff\t{"a\\\\"b","c\\\\\\\\d"}\ttrue\t1.5\n',
    );
  });

  it('refuses what it has no form for', () => {
    expect(() => toCopyText(['a'], [{ a: { b: 1 } }])).toThrow('not copied');
  });
});

describe('COPY', () => {
  let test: TestPlatform;

  beforeEach(async () => {
    test = await openTestPlatform();
  });

  afterEach(() => test.close());

  const copy = (...tables: readonly TableRows[]) =>
    test.platform.inTransaction(testActor(), (tx) => copyText(tx.db<never>(), tables));
  const kept = async () =>
    (await test.superuser.query<{ value: string }>('select value from registry.person_key order by value')).rows.map(
      ({ value }) => value,
    );

  it('is part of the transaction that it is in', async () => {
    const undone = test.platform.inTransaction(testActor(), async (tx) => {
      await copyText(tx.db<never>(), [rowsOf('A')]);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await kept()).toEqual([]);
  });

  it('takes several tables in one round trip, and nothing of them when one is refused', async () => {
    await expect(copy(rowsOf('A'), rowsOf('B', 'no uuid'), rowsOf('C'))).rejects.toMatchObject({ code: '22P02' });
    expect(await kept()).toEqual([]);
    await copy(rowsOf('A'), rowsOf('B'), rowsOf('C'));
    expect(await kept()).toEqual(['A', 'B', 'C']);
  });

  it('leaves the connection as it was, also when it is refused: what is asked at once still leaves at once', async () => {
    await expect(copy(rowsOf('A', 'no uuid'))).rejects.toMatchObject({ code: '22P02' });
    await copy(rowsOf('B'));
    const clients = await Promise.all(
      Array.from({ length: test.database.pool.totalCount }, () => test.database.pool.connect()),
    );
    expect(clients.map((client) => (client as unknown as { pipeline: boolean }).pipeline)).not.toContain(false);
    clients.forEach((client) => client.release());
  });
});
