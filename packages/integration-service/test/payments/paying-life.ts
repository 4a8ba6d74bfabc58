import { readFileSync, writeFileSync } from 'node:fs';
import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { createPayments } from '../../src/payments/service.js';
import type { PaymentsTables } from '../../src/payments/tables.js';
import type { Platform } from '../../src/platform/platform.js';
import { createVerification } from '../../src/verification/service.js';
import { fakeOpenImis } from '../support/fake-openimis.js';
import type { World } from '../support/mortal.js';
import type { PayingTask } from './mortal-payments.js';

/** Pays one payroll from its making to its closing; the failpoint of the task kills it on the way. */
export async function life(platform: Platform, task: PayingTask, world: World): Promise<void> {
  const openimis = rememberingOpenImis(task.openImisFile);
  const interconnection = await createInterconnection(platform);
  const exchange = createExchange(platform, interconnection);
  const verification = createVerification(platform, { interconnection, exchange });
  const payments = createPayments(platform, { openimis, verification, interconnection });
  const { maker, approver, payrollId, channel } = task;
  const known = await platform.db<PaymentsTables>().selectFrom('payments.batch').select('id').executeTakeFirst();
  const batch = known ? await payments.get(maker, known.id) : await payments.make(maker, { payrollId, channel });
  if (batch.state === 'VALIDATED') {
    const { statementHash } = batch;
    await platform.inTransaction(approver.actor, (tx) => payments.approve(tx, approver, batch.id, { statementHash }));
  }
  await payments.advance(batch.id, maker.actor);
  await world.ask();
  for (let round = 0; round < 3; round += 1) await payments.sweep();
  world.advance(60 * 86_400_000);
  await payments.sweep();
  await interconnection.close();
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
