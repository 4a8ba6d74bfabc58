import type { Batch } from '@interlink/contracts/payments/batch';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { Payments } from './service.js';

/**
 * A change of a batch, in one transaction, answered by the batch as it is then. `key`: whether it needs an
 * Idempotency-Key.
 */
export function changeBatch(
  http: HttpKit,
  payments: Payments,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  work: (tx: Tx) => Promise<void>,
  key: 'optional' | 'required' = 'optional',
) {
  const answer = async (tx: Tx) => ({
    status: 200,
    body: await payments.change(tx, http.operatorOf(request), id, work),
  });
  return http.idempotent(request, reply, answer, { key }) as Promise<Batch>;
}
