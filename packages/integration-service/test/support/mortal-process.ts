import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openDatabase } from '../../src/platform/database.js';
import { uuidv7Ids } from '../../src/platform/ids.js';
import { openBoss } from '../../src/platform/jobs/boss.js';
import { openLog } from '../../src/platform/logging.js';
import { openMetrics } from '../../src/platform/metrics.js';
import { createPlatform } from '../../src/platform/platform.js';
import type { Life, MortalTask } from './mortal.js';

/** Opens the platform over the parent's database, armed with the failpoint, and lives the life that the task names. */
async function live({ file, failpoint, config, databaseUrl, kek, now, task }: MortalTask): Promise<void> {
  let time = Date.parse(now);
  const clock = { now: () => new Date(time) };
  const database = openDatabase({ connectionString: databaseUrl, name: 'mortal', maxConnections: 5 });
  const platform = createPlatform({
    config: { ...config, failpoint },
    clock,
    database,
    ids: uuidv7Ids(clock),
    boss: openBoss(database, 'sender'),
    kek: Buffer.from(kek, 'base64'),
    smsTemplates: JSON.parse(readFileSync(path.join(config.configDir, 'messages.json'), 'utf8')),
    log: openLog({ level: 'silent', process: 'test' }),
    metrics: openMetrics(),
    subscriptions: {},
  });
  const { life } = lifeOf(file);
  await life(platform, task, { advance: (milliseconds) => void (time += milliseconds), ask: askParent });
  await database.close();
}

const askParent = () =>
  new Promise<void>((done) => {
    process.once('message', () => done());
    process.send?.('asked');
  });

const lifeOf = (file: string) => createRequire(file)(file) as { life: Life };

/** Loads what it will live by, waits for the task; ends with 1 and the reason when it fails. */
export function begin(file: string): void {
  lifeOf(file);
  process.once('message', (task) => {
    live(task as MortalTask).then(
      () => process.exit(0),
      (thrown: unknown) => {
        process.stderr.write(`${String((thrown as Error).stack)}\n`);
        process.exit(1);
      },
    );
  });
}
