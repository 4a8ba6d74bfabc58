import { ServiceError } from '@interlink/contracts/errors';
import type { LineState } from '@interlink/contracts/payments/batch';
import type { LeafPage, LedgerLine, LinePage } from '@interlink/contracts/payments/reads';
import { sql, type RawBuilder } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Vault } from '../../platform/vault.js';
import { isOpenIncident } from '../incidents.js';
import { openPayee, toPaymentLine } from '../payees.js';
import { getBatch } from '../store.js';
import type { LineRow } from '../line-table.js';
import type { BatchRow, PaymentsTables } from '../tables.js';
import { pageOf } from './batches.js';

const PAGE = 50;
const LEAVES = 500;

/** Why a line is in a queue. */
export type LineQueue = 'exceptions' | 'failed';

/** Who is in a queue: the conditions of the partial indexes `line_failed` and `line_with_exception`. */
export const inQueue: Readonly<Record<LineQueue, RawBuilder<boolean>>> = {
  failed: sql<boolean>`(payments.line.state in ('REJECTED', 'RETURNED', 'UNKNOWN')
    or (payments.line.state = 'CANCELLED' and payments.line.reason = 'NOAS'))`,
  exceptions: sql<boolean>`cardinality(payments.line.exceptions) > 0`,
};

type Found = LineRow & Pick<BatchRow, 'executionDate' | 'programme'> & { readonly incidentId: string | null };

const openIncidentId = sql<string | null>`(
  select incident.id from payments.incident
  where incident.batch_id = line.batch_id and incident.instr_id = line.instr_id and ${isOpenIncident}
  order by incident.at limit 1)`;

export const linesOf = (handle: DbHandle, institution: string) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .innerJoin('payments.batch', 'payments.batch.id', 'payments.line.batchId')
    .selectAll('payments.line')
    .select(['payments.batch.programme', 'payments.batch.executionDate', openIncidentId.as('incidentId')])
    .where('payments.batch.institution', '=', institution);

export interface LineFilter {
  /** InstrId of the last line of the page before. */
  readonly cursor?: string | undefined;
  readonly state?: LineState | undefined;
}

/** Lines of a batch in the order of the file. */
export async function listBatchLines(
  handle: DbHandle,
  institution: string,
  batchId: string,
  { cursor, state }: LineFilter,
  size = PAGE,
): Promise<LinePage> {
  let query = linesOf(handle, institution).where('payments.line.batchId', '=', batchId);
  if (cursor !== undefined) query = query.where('instrId', '>', cursor);
  if (state !== undefined) query = query.where('payments.line.state', '=', state);
  const rows = await query
    .orderBy('instrId')
    .limit(size + 1)
    .execute();
  return pageOf(rows, size, viewLedgerLine, ({ instrId }) => instrId);
}

/** Lines that want a person, of the newest batch first. The cursor is `<batch>:<instr id>`. */
export async function listQueue(
  handle: DbHandle,
  institution: string,
  queue: LineQueue,
  cursor: string | undefined,
): Promise<LinePage> {
  let query = linesOf(handle, institution).where(inQueue[queue]);
  const [batchId, instrId] = cursor?.split(':') ?? [];
  if (batchId !== undefined && instrId !== undefined) {
    query = query.where((row) =>
      row.or([
        row('payments.line.batchId', '<', batchId),
        row.and([row('payments.line.batchId', '=', batchId), row('instrId', '>', instrId)]),
      ]),
    );
  }
  const rows = await query
    .orderBy('payments.line.batchId', 'desc')
    .orderBy('instrId')
    .limit(PAGE + 1)
    .execute();
  return pageOf(rows, PAGE, viewLedgerLine, (row) => `${row.batchId}:${row.instrId}`);
}

/** Payments to one person, newest first; at most 50. */
export async function listPersonLines(handle: DbHandle, institution: string, individualId: string): Promise<LinePage> {
  const rows = await linesOf(handle, institution)
    .where('individualId', '=', individualId)
    .orderBy('payments.line.batchId', 'desc')
    .limit(PAGE)
    .execute();
  return { items: rows.map(viewLedgerLine) };
}

export function viewLedgerLine(row: Found): LedgerLine {
  const { instrId, endToEndId, uetr, benefitCode, individualId, attempt, amountMinor, currency, accountEnd } = row;
  const { batchId, programme, executionDate, entitlementId, state, reason, writtenBackAt, incidentId } = row;
  return {
    ...{ batchId, programme, executionDate, entitlementId },
    ...{ instrId, endToEndId, uetr, benefitCode, individualId, attempt, amountMinor, currency, accountEnd, state },
    exceptions: [...row.exceptions],
    ...(reason !== null && { reason }),
    ...(writtenBackAt && { writtenBackAt: writtenBackAt.toISOString() }),
    ...(incidentId !== null && { incidentId }),
  };
}

/** The content of the leaves, for whoever recomputes the root. Throws `payments.batch-not-found`. */
export async function listLeaves(
  { vault, ...handle }: DbHandle & { readonly vault: Vault },
  institution: string,
  batchId: string,
  cursor = '',
): Promise<LeafPage> {
  const { row: batch } = await getBatch(handle, batchId);
  if (batch.institution !== institution) throw new ServiceError('payments.batch-not-found');
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('instrId', '>', cursor)
    .orderBy('instrId')
    .limit(LEAVES + 1)
    .execute();
  const { items, nextCursor } = pageOf(
    rows,
    LEAVES,
    (row) => row,
    ({ instrId }) => instrId,
  );
  const opened = await Promise.all(items.map((row) => openLeaf(vault, handle, row)));
  return { terms: batch.terms, items: opened, ...(nextCursor !== undefined && { nextCursor }) };
}

async function openLeaf(vault: Vault, handle: DbHandle, row: LineRow) {
  const payee = await openPayee(vault, handle, row);
  if (!payee) throw new ServiceError('payments.seal-differs', { reason: 'payee-erased' });
  return toPaymentLine(row, payee);
}
