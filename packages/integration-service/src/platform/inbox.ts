import { createHash } from 'node:crypto';
import { ServiceError } from '@interlink/contracts/errors';
import type { Joint } from './jointly.js';
import { insertion, runBatch } from './statement.js';
import type { RequestTables } from './tables.js';
import type { Tx } from './transaction.js';

interface Arrived {
  readonly partner: string;
  readonly messageId: string;
  readonly bodyHash: string;
  readonly receivedAt: Date;
}

const ONCE = 'on conflict do nothing returning partner, message_id';

/** Of the same message twice among them, one is new. */
const arriving: Joint<Arrived, boolean> = {
  async doAll(db, all) {
    const [taken = []] = await runBatch(db, [insertion<RequestTables>()('platform.inbox', all, ONCE)]);
    const isNew = new Set(taken.map((row) => nameOf(String(row['partner']), String(row['message_id']))));
    return all.map(({ partner, messageId }) => isNew.delete(nameOf(partner, messageId)));
  },
};

const nameOf = (partner: string, messageId: string) => JSON.stringify([partner, messageId]);

/**
 * S4: call it first in the transaction that has the effect. True: the message is new. False: it was taken before, and
 * nothing is to be done. Throws `platform.message-altered` when the same id comes with other bytes.
 */
export async function takeMessage(tx: Tx, partner: string, messageId: string, bytes: Buffer): Promise<boolean> {
  const bodyHash = createHash('sha256').update(bytes).digest('hex');
  if (await tx.jointly(arriving, { partner, messageId, bodyHash, receivedAt: tx.now })) return true;
  const kept = await tx
    .db<RequestTables>()
    .selectFrom('platform.inbox')
    .select('bodyHash')
    .where('partner', '=', partner)
    .where('messageId', '=', messageId)
    .executeTakeFirstOrThrow();
  if (kept.bodyHash !== bodyHash) throw new ServiceError('platform.message-altered', { partner });
  return false;
}
