import { randomBytes } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { AnsweredSample, AnswerSample, DrawSample, PaymentSample } from '@interlink/contracts/payments/sample';
import { answerProblem, drawSample, sampleSize } from '@interlink/domain/payments/sample';
import type { Operator } from '../../platform/http/api.js';
import type { DbHandle } from '../../platform/database.js';
import type { Tx } from '../../platform/transaction.js';
import { sha256 } from '../hashes.js';
import type { PaymentsContext } from '../policy.js';
import { getBatch, type LoadedBatch } from '../store.js';
import type { PaymentsTables } from '../tables.js';
import { readAnswered, readSample } from './read.js';

/**
 * Post-payment verification (IBR-019): people drawn by chance from who was proven paid are asked whether the money
 * came. Who made or approved the batch has no part in it. Another institution's batch is not there (S2).
 */
export interface PaymentSamples {
  /** One a batch. Throws `payments.sample-refused`. */
  draw(tx: Tx, operator: Operator, batchId: string, asked: DrawSample): Promise<void>;
  /**
   * Again to correct it; the audit log keeps every answer. Throws `payments.sample-refused`,
   * `payments.sample-not-found`.
   */
  answer(tx: Tx, operator: Operator, batchId: string, instrId: string, said: AnswerSample): Promise<AnsweredSample>;
  /** With names, audited for each (S6). Throws `payments.sample-not-found`. */
  read(operator: Operator, batchId: string): Promise<PaymentSample>;
}

export function openSamples(context: PaymentsContext): PaymentSamples {
  return {
    draw,
    answer,
    async read(operator, batchId) {
      await getOwnBatch(context.platform, operator, batchId);
      return readSample(context, operator, batchId);
    },
  };
}

async function getOwnBatch(handle: DbHandle, { session }: Operator, id: string, lock = false) {
  const batch = await getBatch(handle, id, { lock });
  if (batch.row.institution !== session.institution) throw new ServiceError('payments.batch-not-found');
  return batch;
}

/** Who had a hand in a payment does not say how it went. */
async function refuseInvolved(tx: Tx, { row }: LoadedBatch, { actor }: Operator): Promise<void> {
  const approved = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.approval')
    .select('approverId')
    .where('batchId', '=', row.id)
    .where('approverId', '=', actor.id)
    .executeTakeFirst();
  if (approved || row.makerId === actor.id) throw new ServiceError('payments.sample-refused', { reason: 'involved' });
}

async function draw(tx: Tx, operator: Operator, batchId: string, asked: DrawSample): Promise<void> {
  const batch = await getOwnBatch(tx, operator, batchId, true);
  await refuseInvolved(tx, batch, operator);
  const db = tx.db<PaymentsTables>();
  const drawn = await db.selectFrom('payments.sample').select('seed').where('batchId', '=', batchId).execute();
  if (drawn.length > 0) throw new ServiceError('payments.sample-refused', { reason: 'drawn' });
  const paid = await db
    .selectFrom('payments.line')
    .select('instrId')
    .where('batchId', '=', batchId)
    .where('state', '=', 'SETTLED')
    // A report alone says that it is to arrive; cash has no statement, and two people signed for it.
    .where((row) => row.or([row('rank', '=', 3), row('signedOffState', '=', 'SETTLED')]))
    .where('removedAt', 'is', null)
    .execute();
  if (paid.length === 0) throw new ServiceError('payments.sample-refused', { reason: 'nobody-paid' });
  const { confidence, marginPercent } = asked;
  const size = sampleSize(paid.length, confidence, marginPercent);
  const seed = randomBytes(32).toString('hex');
  const ids = drawSample(
    paid.map(({ instrId }) => instrId),
    size,
    seed,
    sha256,
  );
  const head = { batchId, confidence, marginPercent, population: paid.length, size, seed };
  await db
    .insertInto('payments.sample')
    .values({ ...head, drawnBy: operator.actor.loginName, drawnAt: tx.now })
    .execute();
  const rows = ids.map((instrId, place) => ({ batchId, instrId, place }));
  for (let from = 0; from < rows.length; from += 1000) {
    await db
      .insertInto('payments.sampleLine')
      .values(rows.slice(from, from + 1000))
      .execute();
  }
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.draw-sample', subject: batchId, body: head });
}

async function answer(
  tx: Tx,
  operator: Operator,
  batchId: string,
  instrId: string,
  { answer: said, receivedMinor }: AnswerSample,
): Promise<AnsweredSample> {
  await refuseInvolved(tx, await getOwnBatch(tx, operator, batchId), operator);
  const db = tx.db<PaymentsTables>();
  const line = await db
    .selectFrom('payments.sampleLine as s')
    .innerJoin('payments.line as l', (join) =>
      join.onRef('l.batchId', '=', 's.batchId').onRef('l.instrId', '=', 's.instrId'),
    )
    .select(['l.amountMinor', 'l.individualId'])
    .where('s.batchId', '=', batchId)
    .where('s.instrId', '=', instrId)
    .forUpdate('s')
    .executeTakeFirst();
  if (!line) throw new ServiceError('payments.sample-not-found', { instrId });
  const reason = answerProblem(said, receivedMinor, line.amountMinor);
  if (reason) throw new ServiceError('payments.sample-refused', { reason });
  const answered = { answer: said, receivedMinor: receivedMinor ?? null };
  await db
    .updateTable('payments.sampleLine')
    .set({ ...answered, answeredBy: operator.actor.loginName, answeredAt: tx.now })
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .execute();
  tx.audit({
    stream: `batch:${batchId}`,
    action: 'payments.answer-sample',
    subject: line.individualId,
    body: { instrId, ...answered },
  });
  return readAnswered(tx, batchId, instrId);
}
