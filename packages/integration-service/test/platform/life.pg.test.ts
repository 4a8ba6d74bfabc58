import type { Destination } from '../../src/platform/outbox/destination.js';
import { beginLife, type Life } from '../../src/platform/outbox/life.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

const POLL_MS = 5;
const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
};

describe('a process that holds the lease of a stream', () => {
  let test: TestPlatform;
  let streams = 0;
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterAll(() => test.close());

  const begin = async (): Promise<Life> => {
    const life = beginLife(test.database.pool, test.platform.ids.next());
    await until(() => life.isProven());
    return life;
  };

  /** A stream with one message, and a relay that holds it: its receiver does not answer before it is told to. */
  async function heldStream(life: Life) {
    const stream = `events:life-${(streams += 1)}`;
    const received: string[] = [];
    let answer: () => void = () => undefined;
    const slow: Destination = {
      stream,
      whenParked: 'halt',
      deliver: () =>
        new Promise((resolve) => {
          received.push('first');
          answer = () => resolve({ outcome: 'delivered' });
        }),
    };
    const quick: Destination = {
      stream,
      whenParked: 'halt',
      deliver: async () => {
        received.push('second');
        return { outcome: 'delivered' };
      },
    };
    await test.platform.inTransaction(testActor(), async (tx) => tx.send({ stream, kind: 'test.one', body: {} }));
    const holding = openRelay(test.platform, slow, life.owner).drain();
    await until(() => received.length > 0);
    return { quick, received, holding, answer: () => answer() };
  }

  it('S3: keeps others away while it lives', async () => {
    const [life, other] = [await begin(), await begin()];
    const { quick, received, holding, answer } = await heldStream(life);
    expect(await openRelay(test.platform, quick, other.owner).drain()).toBe(0);
    answer();
    expect(await holding).toBe(1);
    expect(received).toEqual(['first']);
    [life, other].forEach((one) => one.end());
  });

  it('S3: is followed at once by another when it died, long before its lease ends; its own word counts no more', async () => {
    const [life, other] = [await begin(), await begin()];
    const { quick, received, holding, answer } = await heldStream(life);
    life.end();
    const successor = openRelay(test.platform, quick, other.owner);
    while ((await successor.drain()) === 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    answer();
    expect(await holding).toBe(0);
    expect(received).toEqual(['first', 'second']);
    other.end();
  });

  it('S3: proves its life again when PostgreSQL broke the connection', async () => {
    const life = await begin();
    const [broken] = await holders();
    await test.superuser.query('select pg_terminate_backend($1)', [broken]);
    // By another connection of the pool this may take less than a millisecond: what shows it is who holds the lock.
    const isAnother = async () => {
      const [holder] = await holders();
      return holder !== undefined && holder !== broken;
    };
    while (!(await isAnother())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    await until(() => life.isProven());
    life.end();
    expect(life.isProven()).toBe(false);
  });

  /** Backends that hold an advisory lock of this database. */
  async function holders(): Promise<number[]> {
    const { rows } = await test.superuser.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and granted and database =
       (select oid from pg_database where datname = current_database())`,
    );
    return rows.map(({ pid }) => pid);
  }
});
