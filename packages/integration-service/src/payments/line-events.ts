import { causeOf, nextActionOf } from '@interlink/domain/payments/causes';
import type { Ids } from '../platform/ids.js';
import type { Publish } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { openIncident, type Overpaid } from './incidents.js';
import type { LineRow } from './line-table.js';
import type { LoadedLine } from './lines.js';
import type { LoadedBatch } from './store.js';

/** Of lines that changed: an incident for each that was paid too much, an event for each that failed. */
export async function noteLines(
  tx: Tx,
  { ids, publish }: { readonly ids: Ids; readonly publish: Publish },
  { row: batch }: LoadedBatch,
  changed: readonly LoadedLine[],
): Promise<void> {
  for (const line of changed) {
    if (isOverpaidAnew(line)) await openIncident(tx, ids, overpaidOf(line));
    if (hasFailed(line)) publish(tx, failureOf(batch.programme, nowOf(line)));
  }
}

function hasFailed({ row, folded }: LoadedLine): boolean {
  return row.state !== folded.state && (folded.state === 'REJECTED' || folded.state === 'RETURNED');
}

/** What is said of it later and changes no sum is no further incident. */
function isOverpaidAnew({ row, folded }: LoadedLine): boolean {
  if (!folded.exceptions.includes('overpaid')) return false;
  return !row.exceptions.includes('overpaid') || folded.netMinor > row.netMinor;
}

/** R3, R8: the excess over what was owed; all of it beside another live attempt, also if it is only said to be paid. */
function overpaidOf({ row, folded }: LoadedLine): Overpaid {
  const owed = folded.state === 'SETTLED' ? row.amountMinor : 0;
  const paid = folded.netMinor > 0 ? folded.netMinor : row.amountMinor;
  const { batchId, instrId, entitlementId, currency } = row;
  return { batchId, instrId, entitlementId, currency, excessMinor: paid - owed };
}

/** What cases and grievances are told of a payment that failed: ids and codes, and what to do next. */
export function failureOf(programme: string, { state, reason, ...line }: LineRow) {
  const { batchId, instrId, entitlementId, individualId, benefitId, attempt } = line;
  const ids = { batchId, instrId, entitlementId, individualId, benefitId, attempt };
  const code = reason ?? undefined;
  const why = { reason: code ?? 'none', cause: causeOf(code), action: nextActionOf(code) };
  return { kind: 'payments.line-failed', body: { ...ids, programme, state, ...why } };
}

const nowOf = ({ row, folded: { state, reason } }: LoadedLine): LineRow => ({ ...row, state, reason: reason ?? null });
