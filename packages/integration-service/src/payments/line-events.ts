import { causeOf, nextActionOf } from '@interlink/domain/payments/causes';
import type { Ids } from '../platform/ids.js';
import type { Publish } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import type { LoadedLine } from './lines.js';
import type { LoadedBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

/** Of lines that changed: an incident for each that was paid too much, an event for each that failed. */
export async function noteLines(
  tx: Tx,
  { ids, publish }: { readonly ids: Ids; readonly publish: Publish },
  { row: batch }: LoadedBatch,
  changed: readonly LoadedLine[],
): Promise<void> {
  for (const line of changed) {
    if (line.folded.exceptions.includes('overpaid')) await openIncident(tx, ids, line);
    if (hasFailed(line)) publish(tx, failureOf(batch.programme, line));
  }
}

function hasFailed({ row, folded }: LoadedLine): boolean {
  return row.state !== folded.state && (folded.state === 'REJECTED' || folded.state === 'RETURNED');
}

/** R3, R8: the excess over what was owed; all of it beside another live attempt, also if it is only said to be paid. */
async function openIncident(tx: Tx, ids: Ids, { row, folded }: LoadedLine): Promise<void> {
  const owed = folded.state === 'SETTLED' ? row.amountMinor : 0;
  const paid = folded.netMinor > 0 ? folded.netMinor : row.amountMinor;
  const { batchId, instrId, entitlementId, currency } = row;
  const incident = { kind: 'overpayment', batchId, instrId, entitlementId, currency } as const;
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.incident')
    .values({ id: ids.next(), ...incident, excessMinor: paid - owed, at: tx.now })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return;
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.overpayment', subject: instrId });
}

/** What cases and grievances are told of a payment that failed: ids and codes, and what to do next. */
function failureOf(programme: string, { row, folded }: LoadedLine) {
  const { batchId, instrId, entitlementId, individualId, benefitId, attempt } = row;
  const ids = { batchId, instrId, entitlementId, individualId, benefitId, attempt };
  const why = { reason: folded.reason ?? 'none', cause: causeOf(folded.reason), action: nextActionOf(folded.reason) };
  return { kind: 'payments.line-failed', body: { ...ids, programme, state: folded.state, ...why } };
}
