import { setTimeout as pause } from 'node:timers/promises';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

describe('inTransaction', () => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());
  const rows = async (text: string, values: unknown[] = []) => (await test.superuser.query(text, values)).rows;

  it('S3: keeps effect, audit, message and job together', async () => {
    await test.platform.inTransaction(testActor(), async (tx) => {
      tx.audit({ stream: 'journey:1', action: 'enrolment.start', subject: 'person-1', body: { programme: 'OAA' } });
      tx.send({ stream: 'events:one', kind: 'enrolment.started', body: { journeyId: '1' } });
      tx.job('enrolment.advance', { journeyId: '1' });
    });
    const [entry] = await rows(`select * from platform.audit_entry where header ->> 'stream' = 'journey:1'`);
    expect(entry.header).toMatchObject({ action: 'enrolment.start', actorLogin: 'ina.intake', subject: 'person-1' });
    expect(await rows(`select body from platform.audit_body where entry_id = $1`, [entry.id])).toEqual([
      { body: '{"programme":"OAA"}' },
    ]);
    expect(await rows(`select seq, kind, state from platform.outbox where stream = 'events:one'`)).toEqual([
      { seq: '1', kind: 'enrolment.started', state: 'waiting' },
    ]);
    expect(await rows(`select data from pgboss.job where name = 'enrolment.advance'`)).toEqual([
      { data: { journeyId: '1' } },
    ]);
  });

  it('S3: keeps nothing when the work fails', async () => {
    const failing = test.platform.inTransaction(testActor(), async (tx) => {
      tx.audit({ stream: 'journey:2', action: 'enrolment.start' });
      tx.send({ stream: 'events:two', kind: 'enrolment.started', body: {} });
      throw new Error('planted');
    });
    await expect(failing).rejects.toThrow('planted');
    expect(await rows(`select 1 from platform.audit_entry where header ->> 'stream' = 'journey:2'`)).toEqual([]);
    expect(await rows(`select 1 from platform.stream_head where stream = 'events:two'`)).toEqual([]);
  });

  it('S3: writes what was put off with the rest, in its order, and nothing of it when one part fails', async () => {
    await test.superuser.query('create table public.put_off (n int primary key deferrable initially deferred)');
    await test.superuser.query('grant all on public.put_off to interlink_app');
    const put = (n: number) => ({ text: 'insert into public.put_off values ($1)', values: [n] });
    const write = (stream: string, ...numbers: number[]) =>
      test.platform.inTransaction(testActor(), async (tx) => {
        for (const n of numbers) tx.later(put(n));
        if (stream !== '') tx.audit({ stream, action: 'test.put-off' });
      });
    const kept = async () => (await rows('select n from public.put_off order by n')).map(({ n }) => n);
    const logged = (stream: string) =>
      rows(`select 1 from platform.audit_entry where header ->> 'stream' = $1`, [stream]);
    await write('later:1', 1, 2);
    await write('', 3);
    expect(await kept()).toEqual([1, 2, 3]);
    expect(await logged('later:1')).toHaveLength(1);
    // Twice the same is seen at the commit alone, which goes with the last statement.
    await expect(write('later:2', 4, 4)).rejects.toMatchObject({ code: '23505' });
    await expect(write('', 5, 5)).rejects.toMatchObject({ code: '23505' });
    await expect(write('later:3', Number.NaN)).rejects.toMatchObject({ code: '22P02' });
    expect(await kept()).toEqual([1, 2, 3]);
    expect(await logged('later:2')).toEqual([]);
    expect(await logged('later:3')).toEqual([]);
    // The connections are whole after all that.
    await Promise.all(Array.from({ length: 20 }, (_none, n) => write(`later:after-${n}`, 100 + n)));
    expect(await kept()).toHaveLength(23);
  });

  it('writes one statement by itself, as a whole transaction', async () => {
    await test.superuser.query('create table public.counted (n int primary key)');
    await test.superuser.query('grant all on public.counted to interlink_app');
    const add = { text: 'insert into public.counted values ($1) on conflict do nothing returning n', values: [1] };
    expect(await test.platform.writeOnce(add)).toEqual([{ n: 1 }]);
    expect(await test.platform.writeOnce(add)).toEqual([]);
    expect(await rows('select n from public.counted')).toEqual([{ n: 1 }]);
  });

  it('runs the work again after a deadlock, at most three times', async () => {
    let tries = 0;
    const deadlock = () =>
      test.platform.inTransaction(testActor(), async (tx) => {
        tries += 1;
        await tx.db<never>().executeQuery({
          sql: `do $$ begin raise exception 'planted' using errcode = '40P01'; end $$`,
          parameters: [],
        } as never);
      });
    await expect(deadlock()).rejects.toMatchObject({ code: '40P01' });
    expect(tries).toBe(3);
  });

  it('S3: gives numbers in the order of commits, without gaps, with 8 writers and random delays', async () => {
    const writer = async (name: string) => {
      for (let at = 0; at < 15; at += 1) {
        await test.platform.inTransaction(testActor(name), async (tx) => {
          await pause(Math.random() * 8);
          tx.send({ stream: 'events:order', kind: 'k', body: { name, at } });
          if (at % 5 === 4) tx.send({ stream: 'events:another', kind: 'k', body: { name, at } });
          tx.audit({ stream: `order:${name}`, action: 'test.write' });
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => writer(`writer-${number}`)));
    const sent = await rows(
      `select seq, body, xmin::text::bigint as xid from platform.outbox where stream = 'events:order' order by seq`,
    );
    expect(sent.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    for (let number = 0; number < 8; number += 1) {
      const own = sent.filter(({ body }) => body.name === `writer-${number}`);
      expect(own.map(({ body }) => body.at)).toEqual(Array.from({ length: 15 }, (_, at) => at));
    }
  });

  it('S3: shows a reader never a later number before an earlier one', async () => {
    let writing = true;
    const seen: number[][] = [];
    const reader = async () => {
      while (writing) {
        const found = await rows(`select seq from platform.outbox where stream = 'events:gap' order by seq`);
        seen.push(found.map(({ seq }) => Number(seq)));
        await pause(1);
      }
    };
    const reading = reader();
    const write = () =>
      test.platform.inTransaction(testActor(), async (tx) => {
        await pause(Math.random() * 10);
        tx.send({ stream: 'events:gap', kind: 'k', body: {} });
      });
    await Promise.all(Array.from({ length: 40 }, write));
    writing = false;
    await reading;
    for (const numbers of seen) expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    expect(seen.length).toBeGreaterThan(2);
  });
});
