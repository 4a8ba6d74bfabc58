import type { Batch, BatchLine, BatchWithoutLines } from '@interlink/contracts/payments/batch';
import { approvalsNeeded, type ApprovalLimits } from '@interlink/domain/payments/approvals';
import type { DbHandle } from '../platform/database.js';
import { listLines, type LoadedLine } from './lines.js';
import { getBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

/** A batch as the API shows it: no name, no account but its end. */
export async function viewBatch(handle: DbHandle, id: string, limits: ApprovalLimits): Promise<Batch> {
  const batch = await getBatch(handle, id);
  const lines = (await listLines(handle, batch)).map(viewLine);
  return { ...(await viewWithoutLines(handle, id, limits)), lines };
}

export async function viewWithoutLines(
  handle: DbHandle,
  id: string,
  limits: ApprovalLimits,
): Promise<BatchWithoutLines> {
  const { row, approvals } = await getBatch(handle, id);
  const file = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .select('sha256')
    .where('batchId', '=', id)
    .orderBy('part')
    .executeTakeFirst();
  const { payrollId, programme, state, count, totalMinor, currency, executionDate, makerLogin } = row;
  return {
    id,
    payrollId,
    programme,
    state,
    count,
    totalMinor,
    currency,
    executionDate,
    makerLogin,
    createdAt: row.createdAt.toISOString(),
    statement: row.statement,
    statementHash: row.statementHash,
    approvalsNeeded: approvalsNeeded(totalMinor, limits),
    approvals: approvals.map(({ approverLogin, at, assurance }) => ({ approverLogin, at, assurance })),
    exclusions: [...row.exclusions],
    messageId: row.messageId,
    ...(file && { fileSha256: file.sha256 }),
  };
}

function viewLine({ row, folded }: LoadedLine): BatchLine {
  const { instrId, endToEndId, uetr, benefitCode, individualId, attempt, amountMinor, currency, accountEnd } = row;
  return {
    instrId,
    endToEndId,
    uetr,
    benefitCode,
    individualId,
    attempt,
    amountMinor,
    currency,
    accountEnd,
    state: folded.state,
    exceptions: [...folded.exceptions],
    ...(folded.reason !== undefined && { reason: folded.reason }),
    ...(row.writtenBackAt && { writtenBackAt: row.writtenBackAt.toISOString() }),
  };
}
