import { createExchange } from '../../src/exchange/service.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { createPayments } from '../../src/payments/service.js';
import type { PaymentsTables } from '../../src/payments/tables.js';
import type { Operator } from '../../src/platform/http/api.js';
import type { Platform } from '../../src/platform/platform.js';
import { createVerification } from '../../src/verification/service.js';
import { fakeOpenImis } from '../support/fake-openimis.js';

/** What a process that calls a payment back is told. */
export interface RecallingTask {
  readonly approver: Operator;
  readonly batchId: string;
  readonly decisionId: string;
}

/** Confirms the recall, asks the bank and hears its answer; the failpoint of the task kills it on the way. */
export async function life(platform: Platform, { approver, batchId, decisionId }: RecallingTask): Promise<void> {
  const interconnection = await createInterconnection(platform);
  const exchange = createExchange(platform, interconnection);
  const verification = createVerification(platform, { interconnection, exchange });
  const payments = createPayments(platform, { openimis: fakeOpenImis(), verification, interconnection });
  const confirmed = await platform
    .db<PaymentsTables>()
    .selectFrom('payments.decisionConfirmation')
    .select('decisionId')
    .executeTakeFirst();
  if (!confirmed) {
    await platform.inTransaction(approver.actor, (tx) => payments.desk.confirm(tx, approver, decisionId));
  }
  for (let round = 0; round < 2; round += 1) await payments.bringUpToDate(batchId, approver.actor);
  await interconnection.close();
}
