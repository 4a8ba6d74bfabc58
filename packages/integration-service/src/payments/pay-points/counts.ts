import { ServiceError } from '@interlink/contracts/errors';
import type { CashCount, CountCash } from '@interlink/contracts/payments/pay-point';
import { cashDifference, evidenceOfMark, isPaid } from '@interlink/domain/payments/pay-point';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { sha256Hex } from '../hashes.js';
import type { PaymentsContext } from '../policy.js';
import { refold } from '../refold.js';
import { addEvidence, addFact } from '../store.js';
import type { PaymentsTables } from '../tables.js';
import { getCashBatch } from './list.js';
import { openLines, type MarkedLine } from './marks.js';

/** The manager's count of a day: refused unless the cash comes out to the last unit. Gives its id. */
export async function countCash(
  context: PaymentsContext,
  tx: Tx,
  batchId: string,
  { day, advanceMinor, returnedMinor, isLast = false }: CountCash,
): Promise<string> {
  await getCashBatch(tx, batchId, true);
  const lines = await openLines(context, tx, batchId, day);
  const paidMinor = amountsPaid(lines);
  const differenceMinor = cashDifference({ advanceMinor, returnedMinor, paidMinor });
  if (differenceMinor !== 0) throw new ServiceError('payments.cash-differs', { differenceMinor });
  const id = context.platform.ids.next();
  const sum = paidMinor.reduce((total, one) => total + one, 0);
  const manager = { managerId: tx.actor.id, managerLogin: tx.actor.loginName };
  const counted = { day, advanceMinor, returnedMinor, paidMinor: sum, isLast, marksSha256: hashOf(lines) };
  const count = { id, batchId, ...counted, ...manager, at: tx.now };
  await tx.db<PaymentsTables>().insertInto('payments.cashCount').values(count).execute();
  const body = { day, advanceMinor, returnedMinor, paidMinor: sum, isLast };
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.cash-count', subject: batchId, body });
  return id;
}

/** Of who was marked how: two people paid the same, so a sum does not tell one from the other. */
const hashOf = (lines: readonly MarkedLine[]) =>
  sha256Hex(
    canonicalJson(
      lines.flatMap(({ instrId, mark }) => (mark === null ? [] : [[instrId, mark]])),
      'as-is',
    ),
  );

const amountsPaid = (lines: readonly MarkedLine[]) =>
  lines.filter(({ mark }) => mark !== null && isPaid(mark)).map(({ amountMinor }) => amountMinor);

/**
 * A second person was there and signs the count: from then on it is evidence. What was marked since the count is not
 * what was counted: then it is to be counted again.
 */
export async function witnessCount(context: PaymentsContext, tx: Tx, operator: Operator, id: string): Promise<string> {
  const count = await findCount(tx, operator, id);
  const { batchId, day, isLast } = count;
  if (count.managerId === tx.actor.id) throw new ServiceError('payments.pay-point-refused', { reason: 'own-count' });
  const { row } = await getCashBatch(tx, batchId, true);
  const lines = await openLines(context, tx, batchId, day);
  if (hashOf(lines) !== count.marksSha256)
    throw new ServiceError('payments.pay-point-refused', { reason: 'count-again' });
  await keepWitness(tx, id);
  for (let part = 1; part <= row.parts; part += 1) await addFact(tx, batchId, 'acknowledged', part);
  const decided: string[] = [];
  for (const { instrId, mark } of lines) {
    const signed = { key: `pay-point:${id}:${instrId}`, at: tx.now.toISOString(), isLast };
    const evidence = evidenceOfMark(mark ?? undefined, signed);
    if (!evidence) continue;
    await addEvidence(tx, batchId, instrId, evidence);
    decided.push(instrId);
  }
  await refold(tx, context.refold, batchId, decided);
  await signOff(tx, batchId, decided);
  await refold(tx, context.refold, batchId);
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.cash-witness', subject: batchId, body: { day, isLast } });
  return batchId;
}

async function findCount(tx: Tx, { session }: Operator, id: string) {
  const count = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.cashCount')
    .innerJoin('payments.batch', 'payments.batch.id', 'batchId')
    .selectAll('payments.cashCount')
    .where('payments.cashCount.id', '=', id)
    .where('institution', '=', session.institution ?? '')
    .executeTakeFirst();
  if (!count) throw new ServiceError('payments.pay-point-refused', { reason: 'no-count' });
  return count;
}

async function keepWitness(tx: Tx, countId: string): Promise<void> {
  const witness = { countId, witnessId: tx.actor.id, witnessLogin: tx.actor.loginName, at: tx.now };
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.cashWitness')
    .values(witness)
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new ServiceError('payments.pay-point-refused', { reason: 'signed-already' });
}

/** Two people signed what became of them: no statement will come for cash. */
async function signOff(tx: Tx, batchId: string, instrIds: readonly string[]): Promise<void> {
  if (instrIds.length === 0) return;
  await tx
    .db<PaymentsTables>()
    .updateTable('payments.line')
    .set((row) => ({ signedOffState: row.ref('state') }))
    .where('batchId', '=', batchId)
    .where('instrId', '=', sql<string>`any(${instrIds}::text[])`)
    .execute();
}

/** Oldest day first. */
export async function listCounts(handle: DbHandle, batchId: string): Promise<readonly CashCount[]> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.cashCount')
    .innerJoin('payments.batch', 'payments.batch.id', 'batchId')
    .leftJoin('payments.cashWitness', 'countId', 'payments.cashCount.id')
    .selectAll('payments.cashCount')
    .select(['witnessLogin', 'payments.batch.currency'])
    .where('batchId', '=', batchId)
    .orderBy('payments.cashCount.at')
    .execute();
  return rows.map(({ managerId: _id, at: _at, marksSha256: _marks, witnessLogin, ...row }) => ({
    ...row,
    ...(witnessLogin !== null && { witnessLogin }),
  }));
}
