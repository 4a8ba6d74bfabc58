import { ServiceError } from '@interlink/contracts/errors';
import type { BatchState } from '@interlink/contracts/payments/batch';
import type { BatchEvent, BatchHead, BatchPage, BatchSummary, StateTally } from '@interlink/contracts/payments/reads';
import { approvalsNeeded, type ApprovalLimits } from '@interlink/domain/payments/approvals';
import type { DbHandle } from '../../platform/database.js';
import { viewRecalls } from '../recalls/store.js';
import { getBatch } from '../store.js';
import type { BatchRow, PaymentsTables } from '../tables.js';
import { readTotals } from './totals.js';

export interface BatchFilter {
  /** The last id of the page before: ids grow with time. */
  readonly cursor?: string | undefined;
  readonly state?: BatchState | undefined;
  readonly payrollId?: string | undefined;
}

const PAGE = 25;

/** Batches of one institution, newest first. */
export async function listBatches(handle: DbHandle, institution: string, filter: BatchFilter): Promise<BatchPage> {
  const { cursor, state, payrollId } = filter;
  let query = handle
    .db<PaymentsTables>()
    .selectFrom('payments.batch')
    .selectAll()
    .where('institution', '=', institution);
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  if (state !== undefined) query = query.where('state', '=', state);
  if (payrollId !== undefined) query = query.where('payrollId', '=', payrollId);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  return pageOf(rows, PAGE, summaryOf, ({ id }) => id);
}

/** A page and where the next begins, of one row more than fits. */
export function pageOf<R, V>(rows: readonly R[], size: number, view: (row: R) => V, cursorOf: (row: R) => string) {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { items: shown.map(view), ...(rows.length > size && last && { nextCursor: cursorOf(last) }) };
}

function summaryOf(row: BatchRow): BatchSummary {
  const { id, payrollId, programme, state, count, totalMinor, currency, executionDate, makerLogin, createdAt } = row;
  const money = { count, totalMinor, currency };
  return { id, payrollId, programme, state, ...money, executionDate, makerLogin, createdAt: createdAt.toISOString() };
}

/** A batch without its lines. Throws `payments.batch-not-found`, also for another institution's. */
export async function viewHead(
  handle: DbHandle,
  institution: string,
  id: string,
  limits: ApprovalLimits,
): Promise<BatchHead> {
  const { row, facts, approvals, holds } = await getBatch(handle, id);
  if (row.institution !== institution) throw new ServiceError('payments.batch-not-found');
  const files = await findFiles(handle, id);
  const checks = await findChecks(handle, row);
  const transmissions = await listTransmissions(handle, id);
  const recalls = await viewRecalls(handle, id);
  const happened = facts.map(({ fact, at }) => ({ at: at.toISOString(), what: fact }));
  const approved = approvals.map(({ approverLogin, at, assurance }) => ({
    at,
    what: `approval-${assurance}`,
    who: approverLogin,
  }));
  const sent = transmissions.map(({ at, channel, number }) => ({
    at,
    what: 'attempt',
    detail: `${channel} ${number}`,
  }));
  const made = { at: row.createdAt.toISOString(), what: 'made', who: row.makerLogin };
  const timeline = [made, ...approved, ...happened, ...sent, ...(await listReceived(handle, id))];
  return {
    ...summaryOf(row),
    statement: row.statement,
    statementHash: row.statementHash,
    approvalsNeeded: approvalsNeeded(row.totalMinor, limits),
    approvals: approvals.map(({ approverLogin, at, assurance }) => ({ approverLogin, at, assurance })),
    exclusions: [...row.exclusions],
    messageId: row.messageId,
    files,
    holds: holds.map(({ id: holdId, reason, at }) => ({ id: holdId, reason, at: at.toISOString() })),
    ...(checks && { checks }),
    ...(recalls.length > 0 && { recalls: [...recalls] }),
    root: row.root,
    tallies: await tallyLines(handle, id),
    totals: await readTotals(handle, id),
    timeline: timeline.sort((one, other) => (one.at < other.at ? -1 : 1)),
    transmissions,
  };
}

/** Lines of the batch by state; nothing is counted for it. */
export function tallyLines(handle: DbHandle, batchId: string): Promise<StateTally[]> {
  return handle
    .db<PaymentsTables>()
    .selectFrom('payments.batchTally')
    .select(['state', 'currency', 'count', 'totalMinor'])
    .where('batchId', '=', batchId)
    .where('count', '>', 0)
    .orderBy('state')
    .execute();
}

async function findFiles(handle: DbHandle, batchId: string) {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.file')
    .select(['part', 'format', 'count', 'totalMinor', 'messageId', 'sha256', 'size', 'at'])
    .where('batchId', '=', batchId)
    .orderBy('part')
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, sealedAt: at.toISOString() }));
}

/** The newest report on the batch as it stands. */
async function findChecks(handle: DbHandle, { id, revision }: BatchRow): Promise<BatchHead['checks']> {
  const row = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.checkReport')
    .select(['at', 'who', 'report'])
    .where('batchId', '=', id)
    .where('revision', '=', revision)
    .orderBy('at', 'desc')
    .executeTakeFirst();
  return row && { at: row.at.toISOString(), who: row.who, report: row.report };
}

async function listTransmissions(handle: DbHandle, batchId: string) {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.channelAttempt')
    .select(['part', 'number', 'channel', 'messageId', 'at'])
    .where('batchId', '=', batchId)
    .orderBy('part')
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Messages of the bank that this batch's lines were settled by. */
async function listReceived(handle: DbHandle, batchId: string): Promise<BatchEvent[]> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.received')
    .select(['kind', 'source', 'at'])
    .where('batchId', '=', batchId)
    .orderBy('at')
    .limit(200)
    .execute();
  return rows.map(({ kind, source, at }) => ({ at: at.toISOString(), what: `received:${kind}`, who: source }));
}
