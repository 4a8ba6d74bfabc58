import { sql } from 'kysely';
import type PgBoss from 'pg-boss';
import { systemActor } from '../actor.js';
import { startLoop, type Loop } from '../loop.js';
import type { Platform } from '../platform.js';
import type { OutboxTables } from '../tables.js';
import { inSpan } from '../tracing.js';
import type { JobDefinition } from './worker.js';

export interface Runner {
  /** Takes no more work and waits for what is going on, at most ten seconds. */
  stop(): Promise<void>;
}

const POLL_SECONDS = 0.5;

/** Starts every queue and everything periodic of `interlink work`. */
export async function startJobs(
  platform: Platform,
  boss: PgBoss,
  definitions: readonly JobDefinition[],
): Promise<Runner> {
  boss.on('error', (thrown: Error) => platform.log.error('The job queue failed', { errorName: thrown.name }));
  await boss.start();
  const loops: Loop[] = [];
  for (const definition of definitions) {
    if (definition.everySeconds !== undefined) loops.push(startPeriodic(platform, definition, definition.everySeconds));
    else await startQueue(platform, boss, definition);
  }
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

async function startQueue(platform: Platform, boss: PgBoss, definition: JobDefinition): Promise<void> {
  const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 };
  for (let worker = 0; worker < (definition.concurrency ?? 1); worker += 1) {
    await boss.work<Record<string, unknown>>(definition.name, options, async (jobs) => {
      for (const { data } of jobs) await runOnce(platform, definition, data);
    });
  }
}

/** Each period is claimed by one process; a claim that dies with its process is missed once. */
function startPeriodic(platform: Platform, definition: JobDefinition, everySeconds: number): Loop {
  const look = Math.max(Math.min(everySeconds / 4, 5), 0.25) * 1000;
  return startLoop(look, async () => {
    try {
      if (await claimPeriod(platform, definition.name, everySeconds)) await runThenRest(platform, definition);
    } catch {
      // Said by runOnce, or the database is away; the next period comes.
    }
    return false;
  });
}

async function runThenRest(platform: Platform, definition: JobDefinition): Promise<void> {
  const started = performance.now();
  await runOnce(platform, definition, {});
  const { name, restsTimes = 0 } = definition;
  const rest = (performance.now() - started) * restsTimes;
  if (rest === 0) return;
  await platform.inTransaction(systemActor(platform.ids.next()), async (tx) => {
    const until = new Date(tx.now.getTime() + rest);
    await tx
      .db<OutboxTables>()
      .updateTable('platform.streamLease')
      .set({ leasedUntil: until })
      .where('stream', '=', `every:${name}`)
      .where('leasedUntil', '<', until)
      .execute();
  });
}

async function claimPeriod(platform: Platform, name: string, everySeconds: number): Promise<boolean> {
  return platform.inTransaction(systemActor(platform.ids.next()), async (tx) => {
    const leasedUntil = new Date(tx.now.getTime() + everySeconds * 1000);
    const claimed = await tx
      .db<OutboxTables>()
      .insertInto('platform.streamLease')
      .values({ stream: `every:${name}`, fence: 1, owner: null, leasedUntil, pausedUntil: null, failures: 0 })
      .onConflict((clash) =>
        clash
          .column('stream')
          .doUpdateSet({ leasedUntil })
          .where(sql<boolean>`platform.stream_lease.leased_until <= ${tx.now}`),
      )
      .returning('stream')
      .executeTakeFirst();
    return claimed !== undefined;
  });
}

async function runOnce(platform: Platform, { name, run }: JobDefinition, data: Record<string, unknown>): Promise<void> {
  const seconds = platform.metrics.histogram('job_seconds', 'Time of one job', ['job', 'outcome']);
  const started = performance.now();
  const end = (outcome: string) => seconds.observe({ job: name, outcome }, (performance.now() - started) / 1000);
  try {
    await inSpan('job', { job: name }, () => run(data));
    end('done');
  } catch (thrown) {
    end('failed');
    platform.log.error('A job failed', { job: name, errorName: thrown instanceof Error ? thrown.name : 'unknown' });
    throw new JobFailed(name);
  }
}

/** What pg-boss keeps of a failure: no message of others goes into its tables (S13). */
class JobFailed extends Error {
  override readonly name = 'JobFailed';
  constructor(job: string) {
    super(`${job} failed; see the log`);
    delete this.stack;
  }
}
