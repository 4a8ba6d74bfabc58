import { sql } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Actor } from '../platform/actor.js';
import type { Tx } from '../platform/transaction.js';
import { findHolds } from './holds.js';
import { findPaidBeside } from './paid-beside.js';
import { findBorneByOthers, inspectPayee } from './inspect-payee.js';
import { readPeople } from './known-people.js';
import { pagesOfRows } from './lines.js';
import { mapLimited } from './map-limited.js';
import type { PaymentsContext } from './policy.js';
import { recheckBenefits } from './recheck.js';
import { reviseBatch } from './revise.js';
import { addHold, type LoadedBatch } from './store.js';
import type { LineRow } from './line-table.js';
import type { Details, PaymentsTables } from './tables.js';

/** Questions that are out at once. */
const AT_ONCE = 4;

/** A line that may not leave any more, and how that is known. */
export interface Removal {
  readonly instrId: string;
  readonly leafIndex: number;
  readonly amountMinor: number;
  readonly reason: string;
  readonly evidence: Details;
}

export interface SealCheck {
  /** By InstrId. */
  readonly removed: ReadonlyMap<string, Removal>;
  /** The payroll as a whole may not be paid any more. */
  readonly payroll?: string;
}

/** What the rules find between the approval and the seal, looked up now. */
export async function findRemovals(context: PaymentsContext, batch: LoadedBatch, actor: Actor): Promise<SealCheck> {
  const { payroll, changed } = await recheckBenefits(context, batch, actor);
  if (payroll !== undefined) return { removed: new Map(), payroll };
  const removed = new Map<string, Removal>();
  const take = ({ instrId, leafIndex, amountMinor }: LineRow, reason: string, evidence: Details) => {
    if (!removed.has(instrId)) removed.set(instrId, { instrId, leafIndex, amountMinor, reason, evidence });
  };
  const session = context.openimis.asService('payroll', actor.correlationId);
  const plan = await session.programmes.findByCode(batch.row.programme);
  for await (const rows of pagesOfRows(context.platform, batch.row.id)) {
    const known = await readPeople(session, rows, plan);
    const shared = await findBorneByOthers(context, rows);
    const beside = await findPaidBeside(context, rows);
    const individuals = rows.map(({ individualId }) => individualId);
    const holds = await findHolds(context.platform, batch.row.programme, individuals);
    const found = await mapLimited(rows, AT_ONCE, async (row) => {
      const change = changed.get(row.instrId);
      if (change !== undefined) return { reason: 'changed-in-openimis', evidence: { change } };
      const hold = holds.get(row.individualId);
      if (hold !== undefined) return { reason: hold, evidence: {} };
      const other = shared.get(row.identifierIndex ?? '');
      if (other !== undefined) return { reason: 'fraud-F03', evidence: { other } };
      return inspectPayee(context, batch, row, known, actor);
    });
    for (const [place, row] of rows.entries()) {
      // Of two in this batch the first one stays, if it does.
      const other = beside
        .get(row.instrId)
        ?.find((one) => one.batchId !== row.batchId || (one.leafIndex < row.leafIndex && !removed.has(one.instrId)));
      const one = found[place] ?? (other && { reason: 'fraud-F08', evidence: { other: other.instrId } });
      if (one) take(row, one.reason, one.evidence);
    }
  }
  return { removed };
}

/**
 * Takes the lines out: at most a small part of the batch may go without its approvers being asked again. False when
 * nothing may be sealed now: the approvals dropped, nothing is left, or the payroll itself was stopped.
 */
export async function removeAtSeal(
  context: PaymentsContext,
  tx: Tx,
  batch: LoadedBatch,
  { removed, payroll }: SealCheck,
): Promise<boolean> {
  if (payroll !== undefined) {
    await addHold(tx, context.platform.ids.next, batch, 'changed-in-openimis', { lines: [payroll] });
    return false;
  }
  if (removed.size === 0) return true;
  if (exceedsLimit(batch, [...removed.values()], context.settings.removalLimit)) {
    await reviseBatch(context, tx, batch, removed);
    return false;
  }
  for (const { instrId, leafIndex, reason, evidence } of removed.values()) {
    const values = { batchId: batch.row.id, instrId, leafIndex, reason, evidence: toJson(evidence), at: tx.now };
    await tx.db<PaymentsTables>().insertInto('payments.removal').values(values).execute();
  }
  await dropFromBatch(tx, batch.row.id, [...removed.keys()]);
  const body = { lines: [...removed.values()].map(({ instrId, reason }) => ({ instrId, reason })) };
  tx.audit({ stream: `batch:${batch.row.id}`, action: 'payments.remove-at-seal', subject: batch.row.id, body });
  return true;
}

/** More than this part of the lines or of the value is no longer what was approved. */
function exceedsLimit({ row }: LoadedBatch, removals: readonly Removal[], limit: number): boolean {
  const value = removals.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return removals.length > row.count * limit || value > row.totalMinor * limit;
}

/** They never leave: the entitlement is free for another attempt. */
async function dropFromBatch(tx: Tx, batchId: string, instrIds: readonly string[]): Promise<void> {
  const gone = sql`
    update payments.line set removed_at = ${tx.now}, state = 'CANCELLED'
    where batch_id = ${batchId} and instr_id = any(${instrIds}::text[]) returning entitlement_id, attempt`;
  await sql`
    with gone as (${gone})
    update payments.attempt set live = false from gone
    where attempt.entitlement_id = gone.entitlement_id and attempt.number = gone.attempt`.execute(
    tx.db<PaymentsTables>(),
  );
}
