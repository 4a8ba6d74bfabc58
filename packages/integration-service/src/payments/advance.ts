import type { BatchState } from '@interlink/domain/payments/fold-batch';
import type { Actor } from '../platform/actor.js';
import { importNotifications } from './import-notifications.js';
import { importStatements } from './import-statements.js';
import { importStatus } from './import-status.js';
import type { PaymentsContext } from './policy.js';
import { workRecalls } from './recalls/work.js';
import { sealBatch } from './seal.js';
import { closeBatch } from './close.js';
import { getBatch, type LoadedBatch } from './store.js';
import { tellPayees } from './tell-payees.js';
import { transmitBatch } from './transmit.js';
import { writeBack } from './write-back.js';

type Step = (context: PaymentsContext, batch: LoadedBatch, actor: Actor) => Promise<void>;

/** What is done with a batch that stands there; it is done again until the state changes. */
const steps: Partial<Readonly<Record<BatchState, readonly Step[]>>> = {
  APPROVED: [sealBatch],
  SEALED: [transmitBatch],
  TRANSMITTING: [transmitBatch, importStatus],
  TRANSMITTED: [importStatus],
  ACKNOWLEDGED: [importStatus, finish],
  PARTIAL: [finish],
  SETTLED: [finish],
  REJECTED: [finish],
  RECONCILED: [finish, closeBatch],
};

const MAX_STEPS = 6;

/** Brings a batch as far as it goes now; every step may be repeated and changes nothing twice. */
export async function advanceBatch(context: PaymentsContext, id: string, actor: Actor): Promise<void> {
  let before: BatchState | undefined;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const batch = await getBatch(context.platform, id);
    if (batch.row.state === before) return;
    before = batch.row.state;
    for (const act of steps[batch.row.state] ?? []) await act(context, await getBatch(context.platform, id), actor);
  }
}

/**
 * States in which the bank may still say something about the batch; the order of their sweep is status, then
 * statements.
 */
export const AT_THE_BANK: ReadonlySet<string> = new Set([
  'TRANSMITTING',
  'TRANSMITTED',
  'ACKNOWLEDGED',
  'PARTIAL',
  'SETTLED',
]);

/** For somebody who does not want to wait for the next sweep: goes on, asks the bank, reads its statements, goes on. */
export async function bringUpToDate(context: PaymentsContext, id: string, actor: Actor): Promise<void> {
  await advanceBatch(context, id, actor);
  const batch = await getBatch(context.platform, id);
  await workRecalls(context, actor, id);
  if (!AT_THE_BANK.has(batch.row.state)) return;
  await importStatus(context, batch, actor);
  await importNotifications(context, actor);
  await importStatements(context, actor);
  await advanceBatch(context, id, actor);
}

async function finish(context: PaymentsContext, { row }: LoadedBatch, actor: Actor): Promise<void> {
  await tellPayees(context, row.id, actor);
  await writeBack(context, await getBatch(context.platform, row.id), actor);
}
