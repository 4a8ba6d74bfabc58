import { setTimeout as pause } from 'node:timers/promises';
import { openBoss } from '../../src/platform/jobs/boss.js';
import { startJobs, type Runner } from '../../src/platform/jobs/runner.js';
import type { JobDefinition } from '../../src/platform/jobs/worker.js';
import { openTestPlatform, testActor, type TestPlatform } from '../support/platform.js';

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await pause(20);
}

describe('the jobs of the worker', () => {
  let test: TestPlatform;
  let runners: Runner[] = [];
  beforeAll(async () => {
    test = await openTestPlatform();
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    runners = [];
  });
  afterAll(() => test.close());
  const start = async (definitions: readonly JobDefinition[]) => {
    runners.push(await startJobs(test.platform, openBoss(test.database, 'worker'), definitions));
  };

  it('are done once each by two workers, and a failed one again', async () => {
    const done: unknown[] = [];
    let failures = 0;
    const definition: JobDefinition = {
      name: 'enrolment.advance',
      concurrency: 2,
      run: async ({ n }) => {
        if (n === 3 && failures === 0) {
          failures += 1;
          throw new Error('marker-4711');
        }
        done.push(n);
      },
    };
    await test.platform.inTransaction(testActor(), async (tx) => {
      for (let n = 0; n < 6; n += 1) tx.job('enrolment.advance', { n });
    });
    await start([definition]);
    await start([definition]);
    await until(() => done.length === 6);
    expect([...done].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(failures).toBe(1);
    const { rows } = await test.superuser.query('select * from pgboss.job');
    expect(JSON.stringify(rows)).not.toContain('marker-4711');
  });

  it('are never seen when the transaction that wanted them failed', async () => {
    const failing = test.platform.inTransaction(testActor(), async (tx) => {
      tx.job('enrolment.advance', { n: 'never' });
      throw new Error('planted');
    });
    await expect(failing).rejects.toThrow('planted');
    const { rows } = await test.superuser.query(`select 1 from pgboss.job where data ->> 'n' = 'never'`);
    expect(rows).toEqual([]);
  });

  it('that are periodic run once a period, whatever the number of workers', async () => {
    let turns = 0;
    const definition: JobDefinition = { name: 'test.tick', everySeconds: 1, run: async () => void (turns += 1) };
    await start([definition]);
    await start([definition]);
    await until(() => turns === 1);
    await pause(800);
    expect(turns).toBe(1);
    test.clock.advance(1001);
    await until(() => turns === 2);
    await pause(600);
    expect(turns).toBe(2);
  });

  it('that count everybody rest in proportion to what a turn took, so that a large country leaves the worker free', async () => {
    let turns = 0;
    const run = async () => {
      await pause(100);
      turns += 1;
    };
    await start([{ name: 'test.count', everySeconds: 1, restsTimes: 1000, run }]);
    await until(() => turns === 1);
    await pause(400);
    test.clock.advance(60_000);
    await pause(800);
    expect(turns).toBe(1);
    // However long the turn took.
    test.clock.advance(86_400_000);
    await until(() => turns === 2);
  });
});
