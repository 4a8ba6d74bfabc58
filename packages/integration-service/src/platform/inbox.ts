import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { RequestTables } from './tables.js';
import type { Tx } from './transaction.js';

/**
 * S4: call it first in the transaction that has the effect. True: the message is new. False: it was taken before, and
 * nothing is to be done. Throws `platform.message-altered` when the same id comes with other bytes.
 */
export async function takeMessage(tx: Tx, partner: string, messageId: string, bytes: Buffer): Promise<boolean> {
  const bodyHash = createHash('sha256').update(bytes).digest('hex');
  const db = tx.db<RequestTables>();
  const taken = await db
    .insertInto('platform.inbox')
    .values({ partner, messageId, bodyHash, receivedAt: tx.now })
    .onConflict((clash) => clash.doNothing())
    .returning('messageId')
    .executeTakeFirst();
  if (taken) return true;
  const kept = await db
    .selectFrom('platform.inbox')
    .select('bodyHash')
    .where('partner', '=', partner)
    .where('messageId', '=', messageId)
    .executeTakeFirstOrThrow();
  if (kept.bodyHash !== bodyHash) throw new ServiceError('platform.message-altered', { partner });
  return false;
}
