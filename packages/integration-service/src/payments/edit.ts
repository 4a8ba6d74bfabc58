import { ServiceError } from '@interlink/contracts/errors';
import type { EditBatch } from '@interlink/contracts/payments/batch';
import { isBankDay } from '@interlink/domain/payments/calendar';
import { EDITABLE } from '@interlink/domain/payments/fold-batch';
import type { Tx } from '../platform/transaction.js';
import { checkDraft } from './check-draft.js';
import { checkFence } from './fence.js';
import { listFiles } from './files.js';
import type { PaymentsContext } from './policy.js';
import { batchFacts, refold } from './refold.js';
import { reviseBatch } from './revise.js';
import { addFact, getBatch, type LoadedBatch } from './store.js';

async function getEditable(tx: Tx, id: string): Promise<LoadedBatch> {
  const batch = await getBatch(tx, id, { lock: true });
  if (!EDITABLE.includes(batch.row.state)) throw notReady(batch);
  return batch;
}

const notReady = ({ row }: LoadedBatch) => new ServiceError('payments.batch-not-ready', { state: row.state });

/** Lines go out or the date moves; the batch is checked again and everybody approves again. */
export async function editBatch(context: PaymentsContext, tx: Tx, id: string, body: EditBatch): Promise<void> {
  const batch = await getEditable(tx, id);
  const { leaveOut = [], reason, executionDate } = body;
  if (executionDate !== undefined && !isBankDay(executionDate, context.calendar)) {
    throw new ServiceError('payments.payroll-refused', { reason: 'execution-date' });
  }
  const leftOut = new Map(leaveOut.map((instrId) => [instrId, { reason: `officer: ${reason ?? 'no reason given'}` }]));
  await reviseBatch(context, tx, batch, leftOut, executionDate);
  await refold(tx, context.refold, id);
}

/** Looks at everything again; a batch that no longer passes is a draft again. */
export async function recheckBatch(context: PaymentsContext, tx: Tx, id: string): Promise<void> {
  const batch = await getEditable(tx, id);
  const report = await checkDraft(context, tx, id);
  if (!report.passed && batch.row.state !== 'DRAFT') await reviseBatch(context, tx, batch, new Map());
  await refold(tx, context.refold, id);
}

/** Takes back a sealed batch of which no byte left: by the ledger, and by the journal outside it. */
export async function voidBatch(context: PaymentsContext, tx: Tx, id: string): Promise<void> {
  const batch = await getBatch(tx, id, { lock: true });
  const facts = batchFacts(batch);
  if (facts.has('voided')) return;
  const files = new Set((await listFiles(tx, id)).map(({ messageId }) => messageId));
  const left = ((await context.journal.read()) ?? []).some(({ messageId }) => files.has(messageId));
  // Where it may have been written down nobody can read: then nobody knows that none left.
  const isUnreadable = ['journal-damaged', 'journal-missing'].includes((await checkFence(context)) ?? '');
  if (!facts.has('sealed') || facts.has('transmitting') || left || isUnreadable) throw notReady(batch);
  await addFact(tx, id, 'voided');
  await refold(tx, context.refold, id);
}
