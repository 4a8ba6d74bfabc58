import type { Booked } from '@interlink/domain/payments/line-state';
import { sql } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import { openIncident } from './incidents.js';
import { failureOf } from './line-events.js';
import type { LineRow } from './line-table.js';
import { isBesideLive } from './lines.js';
import type { PaymentsContext } from './policy.js';
import { getBatch } from './store.js';
import type { PaymentsTables } from './tables.js';
import { tellPayee } from './tell-payees.js';

interface Adjusted {
  readonly batchId: string;
  readonly instrId: string;
  readonly key: string;
  readonly receivedId: string;
}

/** What was booked on a line after its batch was closed is kept beside it, once: the line stands as it stood (I9). */
export async function adjustClosed(context: PaymentsContext, tx: Tx, place: Adjusted, said: Booked): Promise<void> {
  const { batchId, instrId } = place;
  const db = tx.db<PaymentsTables>();
  // Two bookings at once would each weigh the line without the other.
  const line = await db
    .selectFrom('payments.line')
    .selectAll()
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('payments.adjustment')
    .values({ ...place, said: toJson(said), at: tx.now })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return;
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.adjust-closed', subject: instrId, body: { ...said } });
  await weigh(context, tx, line, said);
}

/**
 * Its entitlement is free for a new attempt once all of the money is back, and not before; what went out again binds
 * it. More than was owed, or anything beside another live attempt, is an incident all the same (R3, R8).
 */
async function weigh(context: PaymentsContext, tx: Tx, line: LineRow, said: Booked): Promise<void> {
  const { batchId, instrId, entitlementId, attempt, amountMinor, currency } = line;
  const netMinor = await findNet(tx, line);
  const isBeside = await isBesideLive(tx, line);
  if (!isBeside) {
    await sql`update payments.attempt set live = ${netMinor > 0}
      where entitlement_id = ${entitlementId} and number = ${attempt}`.execute(tx.db<PaymentsTables>());
  }
  // What is booked in another currency was never owed.
  const isForeign = said.currency !== currency;
  const excessMinor = isForeign ? await findNet(tx, line, said.currency) : netMinor - (isBeside ? 0 : amountMinor);
  if (said.kind === 'debit') {
    const over = { batchId, instrId, entitlementId, currency: said.currency, excessMinor };
    if (excessMinor > 0) await openIncident(tx, context.refold.ids, over);
  } else if (!isForeign && !isBeside && netMinor <= 0 && netMinor + said.amountMinor > 0) {
    await noteReturn(context, tx, line, said.reason);
  }
}

/** All that was booked on the line, then and since; of another currency, since. */
async function findNet(tx: Tx, { batchId, instrId, ...line }: LineRow, currency = line.currency): Promise<number> {
  const { rows } = await sql<{ minor: string | null }>`
    select sum((said->>'amountMinor')::bigint * case said->>'kind' when 'return' then -1 else 1 end) as minor
    from payments.adjustment where batch_id = ${batchId} and instr_id = ${instrId}
      and said->>'currency' = ${currency}`.execute(tx.db<PaymentsTables>());
  // Cash that two people signed for is out, and no statement says so.
  const isSigned = line.signedOffState === 'SETTLED' && line.netMinor === 0;
  const before = currency === line.currency ? (isSigned ? line.amountMinor : line.netMinor) : 0;
  return before + Number(rows[0]?.minor ?? 0);
}

/** The last of the money came back: that is a failure as before the close, for who works on it and for the payee. */
async function noteReturn(context: PaymentsContext, tx: Tx, line: LineRow, reason: string | undefined): Promise<void> {
  const { row: batch } = await getBatch(tx, line.batchId);
  const failed = { state: 'RETURNED', reason: reason ?? null } as const;
  context.refold.publish(tx, failureOf(batch.programme, { ...line, ...failed }));
  if (line.toldState === 'SETTLED') await tellPayee(context, tx, batch, { ...line, ...failed });
}
