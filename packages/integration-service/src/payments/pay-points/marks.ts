import { ServiceError } from '@interlink/contracts/errors';
import type { KeptMark, PayMark } from '@interlink/contracts/payments/pay-point';
import { takesMarks, type PayMarkKind } from '@interlink/domain/payments/pay-point';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import type { PaymentsContext } from '../policy.js';
import type { LineRow } from '../line-table.js';
import type { PaymentsTables } from '../tables.js';
import { getCashBatch } from './list.js';

/** Keeps what a paymaster marked. A line that a signed day has decided over takes no mark any more. */
export async function keepMarks(
  { platform }: PaymentsContext,
  tx: Tx,
  batchId: string,
  marks: readonly PayMark[],
): Promise<void> {
  await getCashBatch(tx, batchId, true);
  const lines = await linesOf(tx, batchId, marks);
  for (const { instrId, mark, at, place, proof } of marks) {
    const line = lines.get(instrId);
    if (!line) throw new ServiceError('payments.pay-point-refused', { reason: 'unknown-line', instrId });
    if (!takesMarks(line.state))
      throw new ServiceError('payments.pay-point-refused', { reason: 'line-decided', instrId });
    const id = platform.ids.next();
    const sealed = proof === undefined ? null : await platform.vault.seal(tx, proofPlace(id, line.individualId), proof);
    const kept = { id, batchId, instrId, mark, markedAt: new Date(at), place, proof: sealed };
    await tx
      .db<PaymentsTables>()
      .insertInto('payments.payMark')
      .values({ ...kept, at: tx.now, who: tx.actor.loginName })
      .execute();
  }
  const body = { marks: marks.length };
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.pay-marks', subject: batchId, body });
}

const proofPlace = (rowId: string, subjectId: string) =>
  ({ table: 'payments.pay_mark', column: 'proof', rowId, subjectId, purpose: 'payments' }) as const;

async function linesOf(tx: Tx, batchId: string, marks: readonly PayMark[]): Promise<ReadonlyMap<string, LineRow>> {
  const rows = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('removedAt', 'is', null)
    .where('instrId', 'in', [...new Set(marks.map(({ instrId }) => instrId))])
    .execute();
  return new Map(rows.map((row) => [row.instrId, row]));
}

/** A line over which no signed day has decided, with the last that was marked up to the end of that day. */
export interface MarkedLine {
  readonly instrId: string;
  readonly amountMinor: number;
  readonly mark: PayMarkKind | null;
}

/** Lines that are still out, in the order of the list. */
export async function openLines(
  { platform: { dayOf } }: PaymentsContext,
  handle: DbHandle,
  batchId: string,
  day: string,
): Promise<readonly MarkedLine[]> {
  const { rows } = await sql<MarkedLine & { readonly markedAt: Date | null }>`
    select line.instr_id as "instrId", line.amount_minor as "amountMinor", mark, marked_at as "markedAt"
    from payments.line left join payments.pay_mark
      on pay_mark.batch_id = line.batch_id and pay_mark.instr_id = line.instr_id
    where line.batch_id = ${batchId} and line.removed_at is null and line.state in ('SENT', 'INPROC')
    order by line.instr_id, marked_at, pay_mark.id`.execute(handle.db<PaymentsTables>());
  const lines = new Map<string, MarkedLine>();
  for (const { markedAt, mark, instrId, amountMinor } of rows) {
    const isInTime = markedAt !== null && dayOf(markedAt) <= day;
    const last = isInTime ? mark : (lines.get(instrId)?.mark ?? null);
    lines.set(instrId, { instrId, amountMinor: Number(amountMinor), mark: last });
  }
  return [...lines.values()];
}

/** The newest mark of each line that has one, in the order of the list. */
export async function listMarks(handle: DbHandle, batchId: string): Promise<readonly KeptMark[]> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.payMark')
    .distinctOn('instrId')
    .select(['instrId', 'mark', 'markedAt', 'place', 'who'])
    .where('batchId', '=', batchId)
    .orderBy('instrId')
    .orderBy('markedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ markedAt, ...row }) => ({ ...row, at: markedAt.toISOString() }));
}
