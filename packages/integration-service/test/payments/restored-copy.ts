import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { createPayments, type Payments } from '../../src/payments/service.js';
import { openDatabase } from '../../src/platform/database.js';
import type { FailpointName } from '../../src/platform/failpoints.js';
import { uuidv7Ids } from '../../src/platform/ids.js';
import { openBoss } from '../../src/platform/jobs/boss.js';
import { openLog } from '../../src/platform/logging.js';
import { openMetrics } from '../../src/platform/metrics.js';
import { createPlatform, type Platform } from '../../src/platform/platform.js';
import { createVerification } from '../../src/verification/service.js';
import { cloneDatabase } from '../support/postgres.js';
import type { PaymentsKit } from './payments-kit.js';

/** A backup, and where in the life of a payment it was taken. */
export interface Backup {
  readonly at: string;
  readonly file: string;
}

/** Payments as of the kit, of which each point that it passes is told before it goes on. */
export function watchedPayments(kit: PaymentsKit, passes: (point: FailpointName) => void): Payments {
  const { openimis, verification, interconnection } = kit;
  return createPayments({ ...kit.platform, failpoint: passes }, { openimis, verification, interconnection });
}

/** The same in a process that is killed when it passes there. */
export function mortalPayments(kit: PaymentsKit, last: FailpointName): Payments {
  return watchedPayments(kit, (point) => {
    if (point === last) throw new Error('killed');
  });
}

export function takeBackup(kit: PaymentsKit, at: string, number: number): Backup {
  const file = join(kit.root, `backup-${number}.json`);
  execFileSync(process.execPath, [join(__dirname, 'take-backup.cjs'), kit.url('superuser'), file]);
  return { at, file };
}

/**
 * A service over a copy of the ledger that was restored from a backup; journal, secrets, bank and openIMIS are the
 * same.
 */
export interface RestoredCopy {
  readonly payments: Payments;
  readonly platform: Platform;
  rows(text: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function restore(kit: PaymentsKit, { file }: Backup): Promise<RestoredCopy> {
  const clone = await cloneDatabase();
  const superuser = new pg.Client({ connectionString: clone.url('superuser') });
  await superuser.connect();
  await load(superuser, JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const database = openDatabase({ connectionString: clone.url('interlink_app'), name: 'restored', maxConnections: 4 });
  const { config, clock } = kit.platform;
  const platform = createPlatform({
    config,
    clock,
    database,
    ids: uuidv7Ids(clock),
    boss: openBoss(database, 'sender'),
    kek: kit.kek,
    smsTemplates: JSON.parse(readFileSync(join(config.configDir, 'messages.json'), 'utf8')),
    log: openLog({ level: 'silent', process: 'test' }),
    metrics: openMetrics(),
    subscriptions: {},
  });
  const interconnection = await createInterconnection(platform);
  const exchange = createExchange(platform, interconnection);
  const verification = createVerification(platform, { interconnection, exchange });
  const payments = createPayments(platform, { openimis: kit.openimis, verification, interconnection });
  return {
    payments,
    platform,
    rows: async (text) => (await superuser.query<Record<string, unknown>>(text)).rows,
    async close() {
      await interconnection.close();
      await database.close();
      await superuser.end();
      await clone.drop();
    },
  };
}

/** As a restore does: no trigger fires, no key is checked. What the migrations wrote is replaced. */
async function load(superuser: pg.Client, kept: Readonly<Record<string, string>>): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  for (const [table, rows] of Object.entries(kept)) {
    await superuser.query(`delete from ${table}`);
    await superuser.query(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`,
      [rows],
    );
  }
  await superuser.query('set session_replication_role = origin');
}
