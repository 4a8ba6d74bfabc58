import type { CivilRecord } from '@interlink/contracts/exchange/civil-record';
import { matchDeath } from '@interlink/domain/payments/match-death';
import type { Actor } from '../platform/actor.js';
import type { Subscriber } from '../platform/outbox/subscriber.js';
import type { Tx } from '../platform/transaction.js';
import { identifierIndexOf } from './identifiers.js';
import type { PaymentsContext, ReadDeath } from './policy.js';
import { refold } from './refold.js';
import { addHold, getBatch } from './store.js';
import type { PaymentsTables } from './tables.js';

const REASON = 'death-notified';
/** Of the payment and not of its batch: of several files one may have left, and another not. */
const NOT_SENT_YET = ['DRAFT', 'SEALED'] as const;

interface Found {
  readonly batchId: string;
  readonly instrId: string;
  readonly individualId: string;
}

/**
 * A notice that names the person by identifier and by one more field stops the batch of a payment that has not left,
 * for two people to decide (design.md, Death); one by the identifier alone is written down and stops nothing.
 */
export function deathSubscriber(context: PaymentsContext, readDeath: ReadDeath): Subscriber {
  return {
    name: 'payments-deaths',
    kinds: ['exchange.death-notified'],
    async handle({ body, actor }) {
      const { receivedId, place } = body as unknown as { readonly receivedId: string; readonly place: number };
      const record = await readDeath(receivedId, place);
      if (!record?.deceased) return;
      for (const line of await findLines(context, record)) {
        await holdLine(context, { actor, record, notice: `${receivedId}/${place}` }, line);
      }
    },
  };
}

async function findLines(context: PaymentsContext, { identifiers }: CivilRecord): Promise<readonly Found[]> {
  const indexes = identifiers.flatMap(({ value }) => identifierIndexOf(context, value) ?? []);
  if (indexes.length === 0) return [];
  return context.platform
    .db<PaymentsTables>()
    .selectFrom('payments.line')
    .select(['batchId', 'instrId', 'individualId'])
    .where('identifierIndex', 'in', indexes)
    .where('removedAt', 'is', null)
    .where('state', 'in', NOT_SENT_YET)
    .orderBy('batchId')
    .orderBy('instrId')
    .execute();
}

interface Notice {
  readonly actor: Actor;
  readonly record: CivilRecord;
  /** Where the notice is kept: the same one stops a line once. */
  readonly notice: string;
}

async function holdLine(context: PaymentsContext, { actor, record, notice }: Notice, line: Found): Promise<void> {
  const { platform, openimis } = context;
  const { batchId, instrId, individualId } = line;
  const person = await openimis.asService('payroll', actor.correlationId).people.findById(individualId);
  const match = person ? matchDeath(person, record) : 'weak';
  await platform.inTransaction(actor, async (tx) => {
    const batch = await getBatch(tx, batchId, { lock: true });
    if (await isKnown(tx, batchId, instrId, notice)) return;
    if (match === 'weak') {
      const body = { line: instrId, notice };
      tx.audit({ stream: `batch:${batchId}`, action: 'payments.review-death', subject: individualId, body });
      return;
    }
    // Each line stops the batch by itself: releasing one says nothing of another.
    const holds = batch.holds.filter(({ reason }) => reason !== REASON);
    const details = { lines: [instrId], notice };
    await addHold(tx, platform.ids.next, { ...batch, holds }, REASON, details);
    await refold(tx, context.refold, batchId);
  });
}

async function isKnown(tx: Tx, batchId: string, instrId: string, notice: string): Promise<boolean> {
  const rows = await tx
    .db<PaymentsTables>()
    .selectFrom('payments.hold')
    .select('details')
    .where('batchId', '=', batchId)
    .where('reason', '=', REASON)
    .execute();
  return rows.some(({ details }) => details['notice'] === notice && String(details['lines']) === instrId);
}
