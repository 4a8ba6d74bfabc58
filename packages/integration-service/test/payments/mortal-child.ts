import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { createPayments } from '../../src/payments/service.js';
import { openDatabase } from '../../src/platform/database.js';
import { uuidv7Ids } from '../../src/platform/ids.js';
import { openBoss } from '../../src/platform/jobs/boss.js';
import { openLog } from '../../src/platform/logging.js';
import { openMetrics } from '../../src/platform/metrics.js';
import { createPlatform } from '../../src/platform/platform.js';
import { createVerification } from '../../src/verification/service.js';
import { fakeOpenImis } from '../support/fake-openimis.js';
import type { MortalTask } from './mortal-payments.js';

/** Pays one payroll from its making to its closing; the failpoint of the task kills it on the way. */
async function live(task: MortalTask): Promise<void> {
  const clock = { now: () => new Date(now) };
  let now = Date.parse('2026-11-24T08:00:00Z');
  const database = openDatabase({ connectionString: task.databaseUrl, name: 'mortal', maxConnections: 5 });
  const platform = createPlatform({
    config: { ...task.config, failpoint: task.failpoint },
    clock,
    database,
    ids: uuidv7Ids(clock),
    boss: openBoss(database, 'sender'),
    kek: Buffer.from(task.kek, 'base64'),
    smsTemplates: JSON.parse(readFileSync(path.join(task.config.configDir, 'messages.json'), 'utf8')),
    log: openLog({ level: 'silent', process: 'test' }),
    metrics: openMetrics(),
    subscriptions: {},
  });
  const openimis = rememberingOpenImis(task.openImisFile);
  const interconnection = await createInterconnection(platform);
  const exchange = createExchange(platform, interconnection);
  const verification = createVerification(platform, { interconnection, exchange });
  const payments = createPayments(platform, { openimis, verification, interconnection });
  const { maker, approver, payrollId, channel } = task;
  const { rows } = await database.pool.query<{ id: string }>('select id from payments.batch');
  const [known] = rows;
  const batch = known ? await payments.get(maker, known.id) : await payments.make(maker, { payrollId, channel });
  if (batch.state === 'VALIDATED') {
    const { statementHash } = batch;
    await platform.inTransaction(approver.actor, (tx) => payments.approve(tx, approver, batch.id, { statementHash }));
  }
  await payments.advance(batch.id, maker.actor);
  await askParent('bank-days');
  for (let round = 0; round < 3; round += 1) await payments.sweep();
  now += 60 * 86_400_000;
  await payments.sweep();
  await interconnection.close();
  await database.close();
}

/** What openIMIS holds outlives the process that told it. */
function rememberingOpenImis(file: string) {
  const openimis = fakeOpenImis();
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of ['operators', 'payrolls', 'benefits', 'persons'] as const) {
    for (const [key, value] of kept[name]) openimis[name].set(key, value);
  }
  const save = openimis.benefits.set.bind(openimis.benefits);
  openimis.benefits.set = (key, value) => {
    save(key, value);
    writeFileSync(file, JSON.stringify({ ...kept, benefits: [...openimis.benefits] }));
    return openimis.benefits;
  };
  return openimis;
}

const askParent = (what: string) =>
  new Promise<void>((done) => {
    process.once('message', () => done());
    process.send?.(what);
  });

process.once('message', (task) => {
  live(task as MortalTask).then(
    () => process.exit(0),
    (thrown: unknown) => {
      process.stderr.write(`${String((thrown as Error).stack)}\n`);
      process.exit(1);
    },
  );
});
