import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { linkHash } from '../../src/platform/audit/chain.js';
import type { Joint } from '../../src/platform/jointly.js';
import { insertion } from '../../src/platform/statement.js';
import type { Tx } from '../../src/platform/transaction.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';
import { countStatements } from '../support/statements-kit.js';

interface Tables {
  'public.done': { n: number; by: string };
}
const into = insertion<Tables>();

describe('inSharedTransaction', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
    await test.superuser.query(
      'create table public.done (n int primary key deferrable initially deferred, "by" text not null)',
    );
    await test.superuser.query('grant all on public.done to interlink_app');
  });
  beforeEach(() => test.superuser.query('truncate public.done'));
  afterAll(() => test.close());
  const rows = async (text: string, values: unknown[] = []) => (await test.superuser.query(text, values)).rows;
  const kept = async () => (await rows('select n from public.done order by n')).map(({ n }) => n as number);
  const shared = <R>(name: string, work: (tx: Tx) => Promise<R>) =>
    test.platform.inSharedTransaction(testActor(name), work);
  const write = (n: number, name = `actor-${n}`) =>
    shared(name, (tx) => {
      tx.later(into('public.done', [{ n, by: tx.actor.loginName }]));
      tx.audit({ stream: `done:${n}`, action: 'test.write' });
      return Promise.resolve(n);
    });
  const logged = (stream: string) =>
    rows(`select header from platform.audit_entry where header ->> 'stream' = $1`, [stream]);

  it('S5: writes all who come at once in one transaction, each under its own name', async () => {
    expect(await Promise.all([1, 2, 3, 4, 5].map((n) => write(n)))).toEqual([1, 2, 3, 4, 5]);
    expect(await rows('select "by" from public.done order by n')).toEqual(
      [1, 2, 3, 4, 5].map((n) => ({ by: `actor-${n}` })),
    );
    expect(await rows('select distinct xmin::text from public.done')).toHaveLength(1);
    for (const n of [1, 2, 3, 4, 5]) expect((await logged(`done:${n}`))[0].header.actorLogin).toBe(`actor-${n}`);
  });

  it('is done when it returns: what it wrote is seen by everybody else', async () => {
    const find = (n: number) => test.platform.db<Tables>().selectFrom('public.done').where('n', '=', n).select('n');
    const seen = [1, 2, 3, 4].map(async (n) => (await write(n), (await find(n).execute()).length === 1));
    expect(await Promise.all(seen)).toEqual([true, true, true, true]);
  });

  it('S3: throws to the one that failed what it threw, keeps nothing of it and all of the others', async () => {
    const failing = shared('failing', (tx) => {
      tx.later(into('public.done', [{ n: 9, by: 'failing' }]));
      tx.audit({ stream: 'done:9', action: 'test.write' });
      return Promise.reject(new Error('planted'));
    });
    const outcomes = await Promise.allSettled([write(1), failing, write(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: new Error('planted') });
    expect(await kept()).toEqual([1, 2]);
    expect(await logged('done:9')).toEqual([]);
  });

  it('S3: fails the one whose statement is refused, and not those whose statements it spoilt', async () => {
    const wrong = shared('wrong', async (tx) => void (await sql`select 1 / 0`.execute(tx.db())));
    const right = shared('right', async (tx) => (await sql<{ n: number }>`select 7 as n`.execute(tx.db())).rows[0]?.n);
    const outcomes = await Promise.allSettled([wrong, right, write(1)]);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { code: '22012' } },
      { status: 'fulfilled', value: 7 },
      { status: 'fulfilled', value: 1 },
    ]);
    expect(await kept()).toEqual([1]);
  });

  it('S3: fails the one that is refused at the commit, and nobody else', async () => {
    await write(1);
    const before = (await logged('done:1')).length;
    const outcomes = await Promise.allSettled([write(2), write(1, 'again'), write(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: '23505' } });
    expect(await kept()).toEqual([1, 2, 3]);
    expect(await logged('done:1')).toHaveLength(before);
  });

  it('S3: sends messages and jobs of each with its own', async () => {
    const send = (n: number) =>
      shared(`sender-${n}`, (tx) => {
        tx.send({ stream: 'events:shared', kind: 'test.sent', body: { n } });
        tx.job('enrolment.advance', { journeyId: `shared-${n}` });
        return Promise.resolve();
      });
    await Promise.all([send(1), send(2), send(3)]);
    const sent = await rows(`select seq, body, on_behalf_of from platform.outbox where stream = 'events:shared' order by seq`); // prettier-ignore
    expect(sent).toEqual([1, 2, 3].map((n) => ({ seq: String(n), body: { n }, on_behalf_of: `sender-${n}` })));
    const jobs = await rows(`select data from pgboss.job where data ->> 'journeyId' like 'shared-%'`);
    expect(jobs).toHaveLength(3);
  });

  it('S5: keeps the chains whole beside transactions of one alone, whoever fails', async () => {
    const fails = (n: number) => n % 7 === 3;
    const alone = (n: number) =>
      test.platform.inTransaction(testActor(), (tx) => {
        tx.audit({ stream: `mixed:${n}`, action: 'test.alone' });
        return Promise.resolve();
      });
    const together = (n: number) =>
      shared(`mixed-${n}`, (tx) => {
        tx.audit({ stream: `mixed:${n}`, action: 'test.together', body: { n } });
        return fails(n) ? Promise.reject(new Error('planted')) : Promise.resolve();
      });
    const all = Array.from({ length: 60 }, (_none, n) => (n % 5 === 0 ? alone(n) : together(n)));
    const outcomes = await Promise.allSettled(all);
    const failed = outcomes.filter(({ status }) => status === 'rejected').length;
    expect(failed).toBe(Array.from({ length: 60 }, (_none, n) => n).filter((n) => n % 5 !== 0 && fails(n)).length);
    const entries = await rows(`select shard, seq::int, prev_hash, hash, header, commitment from platform.audit_entry order by shard, seq`); // prettier-ignore
    for (const [place, { shard, seq, prev_hash: prev, hash, header, commitment }] of entries.entries()) {
      const before = entries[place - 1]?.shard === shard ? entries[place - 1] : { seq: 0, hash: '0'.repeat(64) };
      expect([seq, prev]).toEqual([before.seq + 1, before.hash]);
      expect(hash).toBe(linkHash(prev, seq, header, commitment));
    }
    expect(await rows(`select 1 from platform.audit_entry where header ->> 'stream' like 'mixed:%'`)).toHaveLength(60 - failed); // prettier-ignore
  });

  it('answers a work that reads, once for each, in whatever order they come', async () => {
    const read = (n: number) =>
      shared('reader', async (tx) => (await sql<{ n: number }>`select ${n}::int as n`.execute(tx.db())).rows[0]?.n);
    const numbers = Array.from({ length: 80 }, (_none, n) => n);
    expect(await Promise.all(numbers.map(read))).toEqual(numbers);
  });

  describe('what several ask jointly', () => {
    const dividing: Joint<number, number> = {
      async doAll(db, all) {
        const asked = sql<{ n: number }>`select 1000 / (n - 13) as n from unnest(${[...all]}::int[]) as n`;
        return (await asked.execute(db)).rows.map(({ n }) => n);
      },
    };
    const expected = (n: number) => Math.trunc(1000 / (n - 13));
    const divide = (n: number) => shared(`divide-${n}`, (tx) => tx.jointly(dividing, n));

    it('is asked once for all who share the transaction, and each has its own answer', async () => {
      const { result, statements } = await countStatements(() => Promise.all([1, 2, 3, 4].map(divide)));
      expect(result).toEqual([1, 2, 3, 4].map(expected));
      expect(statements.filter((text) => text.includes('unnest'))).toHaveLength(1);
    });

    it('is asked again in a later turn, of the same transaction', async () => {
      const twice = (n: number) =>
        shared(`twice-${n}`, async (tx) => {
          const once = await tx.jointly(dividing, n);
          return [once, await tx.jointly(dividing, once + 200)];
        });
      const answers = await Promise.all([1, 2, 3].map(twice));
      expect(answers).toEqual([1, 2, 3].map((n) => [expected(n), expected(expected(n) + 200)]));
    });

    it('S3: fails the one whose question is refused, and answers the others', async () => {
      const outcomes = await Promise.allSettled([divide(12), divide(13), divide(14)]);
      expect(outcomes).toMatchObject([{ value: expected(12) }, { reason: { code: '22012' } }, { value: expected(14) }]);
    });

    it('is asked by itself where nobody shares', async () => {
      const alone = test.platform.inTransaction(testActor(), (tx) => tx.jointly(dividing, 21));
      expect(await alone).toBe(expected(21));
    });
  });

  it('goes on when the database was gone for a moment', async () => {
    const gone = shared('gone', async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.db());
    });
    const outcomes = await Promise.allSettled([gone, write(1)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await Promise.all(Array.from({ length: 30 }, (_none, n) => write(100 + n, randomUUID())));
    expect(await kept()).toHaveLength(31);
  });
});
