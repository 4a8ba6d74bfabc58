import type { IncidentPage } from '@interlink/contracts/payments/reads';
import type { DbHandle } from '../../platform/database.js';
import { isOpenIncident } from '../incidents.js';
import type { PaymentsTables } from '../tables.js';
import { pageOf } from './batches.js';
import { linesOf, viewLedgerLine } from './lines.js';

const PAGE = 50;

/** Incidents of the institution that no two people have closed. */
export const openIncidents = (handle: DbHandle, institution: string) =>
  handle
    .db<PaymentsTables>()
    .selectFrom('payments.incident as incident')
    .innerJoin('payments.batch', 'payments.batch.id', 'incident.batchId')
    .where('payments.batch.institution', '=', institution)
    .where(isOpenIncident);

/** With their payments, of whatever batch, newest first. The cursor is the id of the last one of the page before. */
export async function listIncidents(
  handle: DbHandle,
  institution: string,
  cursor: string | undefined,
): Promise<IncidentPage> {
  let query = openIncidents(handle, institution).select([
    'incident.id',
    'incident.batchId',
    'incident.instrId',
    'incident.excessMinor',
    'incident.currency',
    'incident.at',
  ]);
  if (cursor !== undefined) query = query.where('incident.id', '<', cursor);
  const rows = await query
    .orderBy('incident.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  if (rows.length === 0) return { items: [] };
  const lines = await linesOf(handle, institution)
    .where((row) =>
      row.or(
        rows.map(({ batchId, instrId }) =>
          row.and([row('payments.line.batchId', '=', batchId), row('instrId', '=', instrId)]),
        ),
      ),
    )
    .execute();
  const found = new Map(lines.map((line) => [`${line.batchId} ${line.instrId}`, viewLedgerLine(line)]));
  return pageOf(
    rows.flatMap(({ batchId, instrId, at, ...row }) => {
      const line = found.get(`${batchId} ${instrId}`);
      return line ? [{ ...row, at: at.toISOString(), line }] : [];
    }),
    PAGE,
    (incident) => incident,
    ({ id }) => id,
  );
}
