import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { systemActor, type Actor } from '../../src/platform/actor.js';
import type { Clock } from '../../src/platform/clock.js';
import type { Config } from '../../src/platform/config.js';
import { openDatabase, type Database } from '../../src/platform/database.js';
import { uuidv7Ids } from '../../src/platform/ids.js';
import { openBoss } from '../../src/platform/jobs/boss.js';
import { openLog } from '../../src/platform/logging.js';
import { openMetrics } from '../../src/platform/metrics.js';
import type { Subscriptions } from '../../src/platform/outbox/subscriber.js';
import { createPlatform, type Platform } from '../../src/platform/platform.js';
import { cloneDatabase } from './postgres.js';

const configDir = path.resolve(__dirname, '../../../../openimis-config/development');

/** A clock that a test moves. It starts at a fixed time. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

export function testClock(start = '2026-11-24T08:00:00.000Z'): TestClock {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

const unreachable = 'http://127.0.0.1:9';

/** The development settings, whose partners nobody answers for. */
export function testConfig(over: Partial<Config> = {}): Config {
  const text = readFileSync(path.join(configDir, 'interlink.json'), 'utf8').replaceAll(/\$\{[A-Z_]+\}/g, unreachable);
  return {
    mode: 'test',
    configDir,
    secretsDir: '/nonexistent',
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    databaseSealUrl: undefined,
    openimisUrl: unreachable,
    publicOrigin: 'http://127.0.0.1:3000',
    port: 0,
    opsPort: 0,
    host: '127.0.0.1',
    failpoint: undefined,
    tls: undefined,
    telemetryUrl: undefined,
    logLevel: 'silent',
    settings: JSON.parse(text) as Config['settings'],
    ...over,
  };
}

/** Somebody who is signed in, or our own process. */
export function testActor(loginName = 'ina.intake'): Actor {
  if (loginName === 'interlink') return systemActor(randomUUID());
  return { kind: 'operator', id: `user-of-${loginName}`, loginName, correlationId: randomUUID() };
}

export interface TestPlatform {
  readonly platform: Platform;
  readonly database: Database;
  readonly clock: TestClock;
  /** For a second process over the same database. */
  readonly kek: Buffer;
  /** As superuser: results are read from the other side. */
  readonly superuser: pg.Client;
  readonly url: (role: 'interlink_app' | 'interlink_owner' | 'interlink_seal' | 'superuser') => string;
  close(): Promise<void>;
}

/** A platform over a clone of the migrated template, as role interlink_app. */
export async function openTestPlatform(
  over: Partial<Config> = {},
  subscriptions: Subscriptions = {},
): Promise<TestPlatform> {
  const clone = await cloneDatabase();
  const clock = testClock();
  const kek = randomBytes(32);
  const database = openDatabase({ connectionString: clone.url('interlink_app'), name: 'test', maxConnections: 20 });
  const superuser = new pg.Client({ connectionString: clone.url('superuser') });
  superuser.on('error', () => undefined);
  await superuser.connect();
  const platform = createPlatform({
    config: testConfig(over),
    clock,
    database,
    ids: uuidv7Ids(clock),
    boss: openBoss(database, 'sender'),
    kek,
    smsTemplates: JSON.parse(readFileSync(path.join(configDir, 'messages.json'), 'utf8')),
    log: openLog({ level: 'silent', process: 'test' }),
    metrics: openMetrics(),
    subscriptions,
  });
  return {
    platform,
    database,
    clock,
    kek,
    superuser,
    url: clone.url,
    async close() {
      await database.close();
      await superuser.end();
      await clone.drop();
    },
  };
}
