import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type PgBoss from 'pg-boss';
import { systemClock } from './clock.js';
import { ConfigError } from './config-error.js';
import type { Config } from './config.js';
import { databaseSkewMs, MAX_DATABASE_SKEW_MS } from './database-clock.js';
import { openDatabase, type Database } from './database.js';
import { required } from './environment.js';
import type { ReadyCheck } from './http/health.js';
import { uuidv7Ids } from './ids.js';
import { openBoss } from './jobs/boss.js';
import { openLog } from './logging.js';
import { openMetrics } from './metrics.js';
import { loadSmsTemplates } from './outbox/sms-templates.js';
import type { Subscriptions } from './outbox/subscriber.js';
import { createPlatform, type Platform } from './platform.js';
import { startTelemetry, type Telemetry } from './telemetry.js';

/** What one running process holds. */
export interface Process {
  readonly platform: Platform;
  readonly database: Database;
  readonly boss: PgBoss;
  readonly telemetry: Telemetry;
  readonly readyChecks: readonly ReadyCheck[];
}

export type ProcessName = 'serve' | 'work';

/** Opens database, vault, log and metrics of `serve` or `work`; ConfigError for what is missing. */
export async function openProcess(config: Config, name: ProcessName, subscriptions: Subscriptions): Promise<Process> {
  if (config.mode === 'production' && config.databaseOwnerUrl !== undefined) {
    throw new ConfigError('INTERLINK_MODE=production refuses to start: DATABASE_OWNER_URL is for `migrate` alone.');
  }
  const metrics = openMetrics({ processValues: true });
  const dropped = metrics.counter('log_fields_dropped_total', 'Log fields that are not on the list', ['field']);
  // The name is a word of our own code; its value is what must not appear.
  const log = openLog({ level: config.logLevel, process: name, onDropped: (field) => dropped.inc({ field }) });
  const database = openDatabase({
    connectionString: required(config.databaseUrl, 'DATABASE_URL'),
    name: `interlink-${name}`,
    maxConnections: name === 'serve' ? 20 : 15,
  });
  const boss = openBoss(database, name === 'serve' ? 'sender' : 'worker');
  const platform = createPlatform({
    config,
    database,
    boss,
    log,
    metrics,
    subscriptions,
    clock: systemClock,
    ids: uuidv7Ids(systemClock),
    kek: await loadKek(config.secretsDir),
    smsTemplates: await loadSmsTemplates(config.configDir),
  });
  const telemetry = startTelemetry(config.telemetryUrl, name);
  return { platform, database, boss, telemetry, readyChecks: databaseChecks(database) };
}

async function loadKek(secretsDir: string): Promise<Buffer> {
  const path = join(secretsDir, 'kek');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`${path} cannot be read; it holds the key that protects all others.`, { cause });
  });
  return Buffer.from(text.trim(), 'base64');
}

/** `wall`: the machine's clock; tests give another. */
export function databaseChecks(database: Database, wall: () => number = Date.now): readonly ReadyCheck[] {
  return [
    {
      name: 'database',
      check: async () => {
        await database.pool.query('select 1');
      },
    },
    {
      // S14: two clocks that differ would give entries a wrong order in time.
      name: 'clock',
      check: async () => {
        const skew = await databaseSkewMs(database, wall);
        if (Math.abs(skew) > MAX_DATABASE_SKEW_MS) throw new Error('the clocks of the service and the database differ');
      },
    },
  ];
}
