import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import type { DbHandle } from '../../platform/database.js';
import { sha256Hex } from '../hashes.js';
import type { PaymentsTables } from '../tables.js';
import { listRecalls, type KeptRecall } from './store.js';

/** What was asked back, in the bytes that left, and what was heard of it. */
export async function packRecalls(handle: DbHandle, batchId: string): Promise<readonly EvidencePackRecord[]> {
  const recalls = await listRecalls(handle, batchId);
  if (recalls.length === 0) return [];
  const words = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.recallWord')
    .innerJoin('payments.recall', 'payments.recall.id', 'recallId')
    .selectAll('payments.recallWord')
    .where('batchId', '=', batchId)
    .orderBy('payments.recallWord.at')
    .orderBy('key')
    .execute();
  return [
    ...recalls.map(recordOf),
    ...words.map(({ recallId, key, said, reason, instrId, receivedId, at }) => ({
      ...{ type: 'recall-word' as const, recallId, key, said, at: at.toISOString() },
      ...(reason !== null && { reason }),
      ...(instrId !== null && { instrId }),
      ...(receivedId !== null && { receivedId }),
    })),
  ];
}

function recordOf({ id, messageId, channel, reason, lines, decisionId, message, signature, at }: KeptRecall) {
  const instrIds = lines.map(({ instrId }) => instrId);
  const sent = { sha256: sha256Hex(message), bytes: Buffer.from(message).toString('base64'), signature };
  const type = 'recall' as const;
  return { type, id, messageId, channel, reason, instrIds, decisionId, ...sent, at: at.toISOString() };
}
