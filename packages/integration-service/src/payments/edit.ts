import { ServiceError } from '@interlink/contracts/errors';
import type { EditBatch } from '@interlink/contracts/payments/batch';
import { isBankDay } from '@interlink/domain/payments/calendar';
import { EDITABLE } from '@interlink/domain/payments/fold-batch';
import { leftOutByOfficer } from '@interlink/domain/payments/left-out';
import type { Tx } from '../platform/transaction.js';
import { checkDraft } from './check-draft.js';
import type { PaymentsContext } from './policy.js';
import { refold } from './refold.js';
import { reviseBatch } from './revise.js';
import { getBatch, type LoadedBatch } from './store.js';

async function getEditable(tx: Tx, id: string): Promise<LoadedBatch> {
  const batch = await getBatch(tx, id, { lock: true });
  const { state } = batch.row;
  if (!EDITABLE.includes(state)) throw new ServiceError('payments.batch-not-ready', { state });
  return batch;
}

/** Lines go out or the date moves; the batch is checked again and everybody approves again. */
export async function editBatch(context: PaymentsContext, tx: Tx, id: string, body: EditBatch): Promise<void> {
  const batch = await getEditable(tx, id);
  const { leaveOut = [], reason, executionDate } = body;
  if (executionDate !== undefined && !isBankDay(executionDate, context.calendar)) {
    throw new ServiceError('payments.payroll-refused', { reason: 'execution-date' });
  }
  const leftOut = new Map(
    leaveOut.map((instrId) => [instrId, { reason: leftOutByOfficer(reason ?? 'no reason given') }]),
  );
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
