import type { LineSaid } from '@interlink/domain/payments/line-state';
import { sql } from 'kysely';
import { toJson } from '../platform/database.js';
import type { Tx } from '../platform/transaction.js';
import type { PaymentsTables } from './tables.js';

interface Adjusted {
  readonly batchId: string;
  readonly instrId: string;
  readonly key: string;
  readonly receivedId: string;
}

/** What was booked on a line after its batch was closed is kept beside it, once: the line stands as it stood (I9). */
export async function adjustClosed(tx: Tx, place: Adjusted, said: LineSaid): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx
    .db<PaymentsTables>()
    .insertInto('payments.adjustment')
    .values({ ...place, said: toJson(said), at: tx.now })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) return;
  const { batchId, instrId } = place;
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.adjust-closed', subject: instrId, body: { ...said } });
  await weigh(tx, place);
}

interface Weighed {
  readonly entitlementId: string;
  readonly attempt: number;
  readonly amountMinor: number;
  readonly currency: string;
  /** All that was booked on the line, then and since. */
  readonly netMinor: number;
  readonly isBesideLive: boolean;
}

/**
 * Its entitlement is free for a new attempt once all of the money is back, and not before; what went out again binds
 * it. More than was owed, or anything beside another live attempt, is an incident all the same (R3, R8).
 */
async function weigh(tx: Tx, place: Adjusted): Promise<void> {
  const line = await findWeighed(tx, place);
  if (!line) return;
  const { entitlementId, attempt, amountMinor, netMinor, isBesideLive } = line;
  if (!isBesideLive) {
    await sql`update payments.attempt set live = ${netMinor > 0}
      where entitlement_id = ${entitlementId} and number = ${attempt}`.execute(tx.db<PaymentsTables>());
  }
  const excessMinor = netMinor - (isBesideLive ? 0 : amountMinor);
  if (excessMinor > 0) await openIncident(tx, place, line, excessMinor);
}

async function findWeighed(tx: Tx, { batchId, instrId }: Adjusted): Promise<Weighed | undefined> {
  const { rows } = await sql<Weighed>`
    select line.entitlement_id, line.attempt, line.amount_minor, line.currency,
      -- Cash that two people signed for is out, and no statement says so.
      case when line.signed_off_state = 'SETTLED' and line.net_minor = 0 then line.amount_minor else line.net_minor end + coalesce((
        select sum((said->>'amountMinor')::bigint * case said->>'kind' when 'return' then -1 else 1 end)
        from payments.adjustment where batch_id = line.batch_id and instr_id = line.instr_id
          and said->>'currency' = line.currency), 0) as net_minor,
      exists (
        select from payments.attempt own join payments.attempt other on other.live
          and (other.person_key, other.programme, other.cycle) = (own.person_key, own.programme, own.cycle)
          and (other.entitlement_id, other.number) <> (own.entitlement_id, own.number)
        where own.entitlement_id = line.entitlement_id and own.number = line.attempt) as is_beside_live
    from payments.line where line.batch_id = ${batchId} and line.instr_id = ${instrId}`.execute(
    tx.db<PaymentsTables>(),
  );
  const [line] = rows;
  return line && { ...line, amountMinor: Number(line.amountMinor), netMinor: Number(line.netMinor) };
}

async function openIncident(
  tx: Tx,
  { batchId, instrId }: Adjusted,
  { entitlementId, currency }: Weighed,
  excessMinor: number,
): Promise<void> {
  const incident = { kind: 'overpayment', batchId, instrId, entitlementId, currency, excessMinor } as const;
  await tx
    .db<PaymentsTables>()
    .insertInto('payments.incident')
    .values({ id: sql<string>`gen_random_uuid()`, ...incident, at: tx.now })
    .onConflict((clash) => clash.doNothing())
    .execute();
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.overpayment', subject: instrId });
}
