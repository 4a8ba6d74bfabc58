import { CompiledQuery } from 'kysely';
import { listAt, runBatch } from '../../src/platform/statement.js';
import { openTestPlatform, type TestPlatform } from '../support/platform.js';

describe('several statements with one end', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
    await test.superuser.query('create table public.counted (n int8 primary key, word text)');
    await test.superuser.query('grant all on public.counted to interlink_app');
  });
  beforeEach(() => test.superuser.query('truncate public.counted'));
  afterAll(() => test.close());
  const insert = (n: unknown, word = 'a') => ({
    text: 'insert into public.counted values ($1, $2)',
    values: [n, word],
  });
  const read = { text: 'select n, word from public.counted where n > $1 order by n', values: [0] };
  /** On one connection, so that what it keeps prepared is used. */
  const onOne = (
    work: (ask: (...statements: Parameters<typeof runBatch>[1][number][]) => Promise<unknown>) => Promise<void>,
  ) =>
    test.platform
      .db()
      .connection()
      .execute((db) => work((...statements) => runBatch(db, statements)));

  it('answer each its own rows, in the types of every other query, however often they came', async () => {
    await onOne(async (ask) => {
      for (let n = 1; n <= 4; n += 1) {
        const rows = Array.from({ length: n }, (_none, at) => ({ n: at + 1, word: 'a' }));
        expect(await ask(insert(n), read, { text: 'select 1 as one', values: [] })).toEqual([[], rows, [{ one: 1 }]]);
      }
    });
  });

  it('are kept all or none, and asked on the same connection again, also those prepared for the first time', async () => {
    await onOne(async (ask) => {
      const first = { text: 'insert into public.counted values ($1, upper($2))', values: [1, 'b'] };
      await expect(ask(insert(1), first)).rejects.toMatchObject({ code: '23505' });
      await expect(ask(insert(1), first)).rejects.toMatchObject({ code: '23505' });
      await expect(ask(insert('no number'), first)).rejects.toMatchObject({ code: '22P02' });
      expect(await ask(read)).toEqual([[]]);
      expect(await ask(first, read)).toEqual([[], [{ n: 1, word: 'B' }]]);
    });
  });

  it('may be asked by themselves too, on the same connection, before and after', async () => {
    await test.platform
      .db()
      .connection()
      .execute(async (db) => {
        const alone = () => db.executeQuery(CompiledQuery.raw(read.text, read.values));
        await runBatch(db, [insert(1)]);
        for (let n = 0; n < 3; n += 1) {
          expect(await runBatch(db, [read])).toEqual([[{ n: 1, word: 'a' }]]);
          expect((await alone()).rows).toEqual([{ n: 1, word: 'a' }]);
        }
      });
  });

  it('are prepared anew when a migration changed what they answer', async () => {
    const whole = { text: 'select * from public.counted where n = $1', values: [1] };
    await onOne(async (ask) => {
      await ask(insert(1));
      for (let n = 0; n < 3; n += 1) expect(await ask(whole)).toEqual([[{ n: 1, word: 'a' }]]);
      await test.superuser.query('alter table public.counted add column more text');
      expect(await ask(whole)).toEqual([[{ n: 1, word: 'a', more: null }]]);
      await test.superuser.query('alter table public.counted drop column more');
    });
  });

  it('are planned once and for all, whatever the length of the lists that they are given', async () => {
    const text = `select c.n from unnest(${listAt(1, 'int')}) as asked (n) join public.counted c using (n)`;
    const plans = { text: 'select custom_plans from pg_prepared_statements where statement = $1', values: [text] };
    await onOne(async (ask) => {
      for (let n = 1; n <= 20; n += 1) await ask({ text, values: [Array.from({ length: n % 4 }, () => n)] });
      expect(await ask(plans)).toEqual([[{ custom_plans: 5 }]]);
    });
  });

  it('fail by what cannot be sent or read, and the connection goes on', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    await onOne(async (ask) => {
      await expect(ask(insert(1), insert(circle))).rejects.toThrow('circular');
      await expect(ask({ text: 'select $1::int8 as n', values: ['9007199254740993'] })).rejects.toThrow(RangeError);
      expect(await ask(read)).toEqual([[]]);
    });
  });
});
