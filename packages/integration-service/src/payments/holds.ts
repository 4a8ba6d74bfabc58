import type { PaymentHold, PaymentHoldChanged } from '@interlink/contracts/payments/hold';
import { PAYMENT_HOLD_CHANGED } from '@interlink/contracts/payments/hold';
import { sql } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Platform } from '../platform/platform.js';
import type { Candidate } from './making.js';
import type { PaymentsTables } from './tables.js';

/**
 * Who may not be paid although openIMIS calls them ACTIVE: kept from what enrolments say, asked at making and at
 * sealing.
 */
export function holdSubscriber(platform: Platform): Subscriber {
  return {
    name: 'payments',
    kinds: [PAYMENT_HOLD_CHANGED],
    async handle({ body, actor }) {
      const { journeyId, individualId, programme, hold, isEnrolled } = body as unknown as PaymentHoldChanged;
      await platform.inTransaction(actor, async (tx) => {
        const holds = tx.db<PaymentsTables>();
        let over = holds.deleteFrom('payments.enrolmentHold').where('individualId', '=', individualId);
        over = over.where('programme', '=', programme);
        await (isEnrolled ? over : over.where('journeyId', '=', journeyId)).execute();
        if (hold !== undefined) {
          const row = { individualId, programme, journeyId, hold, since: tx.now };
          await holds.insertInto('payments.enrolmentHold').values(row).execute();
        }
        tx.audit({
          stream: `journey:${journeyId}`,
          action: hold === undefined ? 'payments.lift-hold' : 'payments.place-hold',
          subject: individualId,
          body: { programme, ...(hold && { hold }) },
        });
      });
    },
  };
}

const TOGETHER = 1000;

/** By individual: the gravest reason not to pay, of those that are held in this programme. */
export async function findHolds(
  handle: DbHandle,
  programme: string,
  individualIds: readonly string[],
): Promise<ReadonlyMap<string, PaymentHold>> {
  const found = new Map<string, PaymentHold>();
  for (let from = 0; from < individualIds.length; from += TOGETHER) {
    const { rows } = await sql<{ individualId: string; hold: PaymentHold }>`
      select individual_id::text, min(hold) as hold from payments.enrolment_hold
      where programme = ${programme} and individual_id = any(${individualIds.slice(from, from + TOGETHER)}::uuid[])
      group by individual_id`.execute(handle.db<PaymentsTables>());
    for (const { individualId, hold } of rows) found.set(individualId, hold);
  }
  return found;
}

/** Each candidate with the reason that its enrolment gives not to pay. */
export async function withHolds(
  handle: DbHandle,
  programme: string,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  const holds = await findHolds(
    handle,
    programme,
    candidates.map(({ benefit }) => benefit.individualId),
  );
  return candidates.map((candidate) => {
    const hold = holds.get(candidate.benefit.individualId);
    return hold === undefined ? candidate : { ...candidate, inputs: { ...candidate.inputs, hold } };
  });
}
