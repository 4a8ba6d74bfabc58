import { errorCatalogue, isServiceError, ServiceError } from '@interlink/contracts/errors';
import type { MakeBatch } from '@interlink/contracts/payments/batch';
import type { Making } from '@interlink/contracts/payments/making';
import type { Updateable } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Operator } from '../platform/http/api.js';
import { makeBatch } from './make-batch.js';
import type { PaymentsContext } from './policy.js';
import type { PaymentsTables } from './tables.js';

/** Most batches are made while one waits for the answer; no gateway gives up within this time. */
const WAIT_MS = 10_000;
/** A service that is at work tells so more often than this. */
const LOST_AFTER_MS = 120_000;

/** Batches that are being made. They are made with the operator's own token, so within the process that was asked. */
export interface Makings {
  /** Gives the id of the batch when it was made soon, else undefined: then `find` tells how far it is. */
  begin(operator: Operator, body: MakeBatch): Promise<{ readonly id: string; readonly isMade: boolean }>;
  /** Throws `payments.batch-not-found`. */
  find(operator: Operator, id: string): Promise<Making>;
}

export function openMakings(context: PaymentsContext, waitMs = WAIT_MS): Makings {
  return {
    async begin(operator, body) {
      const id = context.platform.ids.next();
      await keepBeginning(context, operator, body, id);
      const making = work(context, operator, body, id);
      const waited = new Promise<false>((resolve) => setTimeout(resolve, waitMs, false).unref());
      return { id, isMade: await Promise.race([making, waited]) };
    },
    find: (operator, id) => findMaking(context, operator, id),
  };
}

/** Its outcome is kept for who asks later, and thrown for who still waits. */
async function work(context: PaymentsContext, operator: Operator, body: MakeBatch, id: string): Promise<true> {
  const onProgress = (done: number, total: number) => update(context, operator, id, { done, total });
  try {
    await makeBatch(context, operator, body, { id, onProgress });
    await update(context, operator, id, { state: 'made' });
    return true;
  } catch (thrown) {
    const { code, details } = isServiceError(thrown) ? thrown : new ServiceError('platform.internal');
    const problem = { code, status: errorCatalogue[code].status, details };
    await update(context, operator, id, { state: 'refused', problem: toJson(problem) });
    if (!isServiceError(thrown)) {
      const errorName = thrown instanceof Error ? thrown.name : 'unknown';
      context.platform.log.error('A batch could not be made', { errorName });
    }
    throw thrown;
  }
}

const table = 'payments.making';
type Change = Updateable<PaymentsTables[typeof table]>;

async function keepBeginning({ platform }: PaymentsContext, operator: Operator, { payrollId }: MakeBatch, id: string) {
  const { session, actor } = operator;
  await platform.inTransaction(actor, async (tx) => {
    const row = { id, payrollId, institution: session.institution ?? '', makerLogin: actor.loginName };
    const begun = { state: 'under-way', done: 0, total: 0, startedAt: tx.now, seenAt: tx.now } as const;
    await tx
      .db<PaymentsTables>()
      .insertInto(table)
      .values({ ...row, ...begun, problem: null })
      .execute();
  });
}

async function update({ platform }: PaymentsContext, { actor }: Operator, id: string, change: Change): Promise<void> {
  await platform.inTransaction(actor, async (tx) => {
    await tx
      .db<PaymentsTables>()
      .updateTable(table)
      .set({ ...change, seenAt: tx.now })
      .where('id', '=', id)
      .execute();
  });
}

async function findMaking({ platform }: PaymentsContext, { session }: Operator, id: string): Promise<Making> {
  const row = await platform
    .db<PaymentsTables>()
    .selectFrom(table)
    .selectAll()
    .where('id', '=', id)
    .where('institution', '=', session.institution ?? '')
    .executeTakeFirst();
  if (!row) throw new ServiceError('payments.batch-not-found');
  const { payrollId, state, done, total, problem, seenAt } = row;
  const silentMs = platform.clock.now().getTime() - seenAt.getTime();
  const isLost = state === 'under-way' && silentMs > LOST_AFTER_MS;
  return { id, payrollId, state: isLost ? 'lost' : state, done, total, ...(problem && { problem }) };
}
