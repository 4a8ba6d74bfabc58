import type { FastifyInstance } from 'fastify';
import { isUuid, type Ids } from '../ids.js';

/** One id through a whole journey: taken from the caller when it is a UUID, made otherwise, always echoed. */
export function addCorrelation(app: FastifyInstance, ids: Ids): void {
  app.decorateRequest('correlationId', '');
  app.addHook('onRequest', async (request, reply) => {
    const given = request.headers['x-correlation-id'];
    request.correlationId = isUuid(given) ? given.toLowerCase() : ids.next();
    void reply.header('x-correlation-id', request.correlationId);
  });
}
