import { PERSON_RELINKED, type PersonRelinked } from '@interlink/contracts/registry/events';
import type { BatchState } from '@interlink/domain/payments/fold-batch';
import { sql } from 'kysely';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { openIncident } from './incidents.js';
import type { LineRow } from './line-table.js';
import type { PaymentsContext } from './policy.js';
import { refold } from './refold.js';
import { addHold, getBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

const REASON = 'paid-twice';

/**
 * Somebody found out that two people are one, of whom both are paid for one period: what has not left waits for two
 * people, and of what left beside another payment they look into an overpayment (A1.5). What nobody approved yet loses
 * it at the seal; a seal of what was approved may have looked before it was known.
 */
export function mergeSubscriber(context: PaymentsContext): Subscriber {
  return {
    name: 'payments-merged',
    kinds: [PERSON_RELINKED],
    async handle({ body, actor }) {
      const { into, change } = body as unknown as PersonRelinked;
      if (change !== 'merged') return;
      const { platform } = context;
      const individuals = await context.keysOfPerson(platform, 'openimis', into);
      await platform.inTransaction(actor, async (tx) => {
        await lockBatches(tx, individuals);
        for (const line of await findSecondPayments(tx, individuals)) await stopOrReview(context, tx, line);
      });
    },
  };
}

/** In the order in which everybody locks them: nothing is sealed or leaves while it is looked at. */
async function lockBatches(tx: Tx, individuals: readonly string[]): Promise<void> {
  await sql`
    select id from payments.batch where id in (
      select batch_id from payments.line where individual_id = any(${individuals}::uuid[]))
    order by id for update`.execute(tx.db<PaymentsTables>());
}

type Payment = Pick<LineRow, 'amountMinor' | 'batchId' | 'currency' | 'entitlementId' | 'instrId' | 'state'> & {
  readonly batchState: BatchState;
};

/** Live payments of a programme and period beside the one that got furthest. */
async function findSecondPayments(tx: Tx, individuals: readonly string[]): Promise<readonly Payment[]> {
  const { rows } = await sql<Payment>`
    select batch_id, instr_id, entitlement_id, amount_minor, currency, state, batch_state from (
      select line.*, batch.state as batch_state, row_number() over (partition by attempt.programme, attempt.cycle
        order by line.rank desc, line.state in ('DRAFT', 'SEALED'), line.batch_id, line.instr_id) as place
      from payments.line join payments.batch on batch.id = line.batch_id join payments.attempt
        on attempt.entitlement_id = line.entitlement_id and attempt.number = line.attempt and attempt.live
      where line.individual_id = any(${individuals}::uuid[])) paid
    where place > 1 order by batch_id, instr_id`.execute(tx.db<PaymentsTables>());
  return rows;
}

async function stopOrReview(context: PaymentsContext, tx: Tx, line: Payment): Promise<void> {
  const { batchId, instrId, state, batchState, amountMinor, ...money } = line;
  if ((state === 'DRAFT' && batchState !== 'APPROVED') || (await isKnown(tx, line))) return;
  const { ids } = context.platform;
  if (state !== 'DRAFT' && state !== 'SEALED') {
    return openIncident(tx, ids, { batchId, instrId, ...money, excessMinor: amountMinor });
  }
  const batch = await getBatch(tx, batchId, { lock: true });
  // Each line stops the batch by itself: releasing one says nothing of another.
  const holds = batch.holds.filter(({ reason }) => reason !== REASON);
  await addHold(tx, ids.next, { ...batch, holds }, REASON, { lines: [instrId] });
  await refold(tx, context.refold, batchId);
}

/** The event may come again, also after people have decided. */
async function isKnown(tx: Tx, { batchId, instrId, amountMinor }: Payment): Promise<boolean> {
  const { rows } = await sql`
    select 1 from payments.incident
      where batch_id = ${batchId} and instr_id = ${instrId} and excess_minor = ${amountMinor}
    union all select 1 from payments.hold
      where batch_id = ${batchId} and reason = ${REASON} and details->'lines' ? ${instrId}`.execute(
    tx.db<PaymentsTables>(),
  );
  return rows.length > 0;
}
