import { sql } from 'kysely';
import type { Ids } from '../platform/ids.js';
import type { Tx } from '../platform/transaction.js';
import type { LineRow } from './line-table.js';
import type { PaymentsTables } from './tables.js';

/** A line for which more went out, or is said to have gone out, than was owed (R3, R8). */
export interface Overpaid extends Pick<LineRow, 'batchId' | 'currency' | 'entitlementId' | 'instrId'> {
  readonly excessMinor: number;
}

/** Of `payments.incident`: two people have not closed it. */
export const isOpenIncident = sql<boolean>`not exists (
  select from payments.decision join payments.decision_confirmation on decision_id = decision.id
  where decision.kind = 'close-incident' and decision.target = incident.id::text)`;

/**
 * To be asked when more became known than before, by whoever holds the batch or the line. The same excess again is the
 * same incident while that is open, and another once it was closed: what people agreed on was what they saw.
 */
export async function openIncident(tx: Tx, ids: Ids, { batchId, instrId, ...over }: Overpaid): Promise<void> {
  const db = tx.db<PaymentsTables>();
  const open = await db
    .selectFrom('payments.incident as incident')
    .select('id')
    .where('batchId', '=', batchId)
    .where('instrId', '=', instrId)
    .where('excessMinor', '=', over.excessMinor)
    .where(isOpenIncident)
    .executeTakeFirst();
  if (open) return;
  const incident = { id: ids.next(), kind: 'overpayment', batchId, instrId, ...over, at: tx.now } as const;
  await db.insertInto('payments.incident').values(incident).execute();
  tx.audit({ stream: `batch:${batchId}`, action: 'payments.overpayment', subject: instrId });
}
