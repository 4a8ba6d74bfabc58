import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import { insertion, runBatch } from './statement.js';
import type { RequestTables } from './tables.js';
import type { Tx } from './transaction.js';

const ONCE = 'on conflict do nothing returning message_id';

/**
 * S4: call it first in the transaction that has the effect. True: the message is new. False: it was taken before, and
 * nothing is to be done. Throws `platform.message-altered` when the same id comes with other bytes.
 */
export async function takeMessage(tx: Tx, partner: string, messageId: string, bytes: Buffer): Promise<boolean> {
  const bodyHash = createHash('sha256').update(bytes).digest('hex');
  const db = tx.db<RequestTables>();
  const row = { partner, messageId, bodyHash, receivedAt: tx.now };
  const [taken] = await runBatch(tx.db(), [insertion<RequestTables>()('platform.inbox', [row], ONCE)]);
  if (taken?.length === 1) return true;
  const kept = await db
    .selectFrom('platform.inbox')
    .select('bodyHash')
    .where('partner', '=', partner)
    .where('messageId', '=', messageId)
    .executeTakeFirstOrThrow();
  if (kept.bodyHash !== bodyHash) throw new ServiceError('platform.message-altered', { partner });
  return false;
}
