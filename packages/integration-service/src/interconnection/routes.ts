import type { FastifyInstance } from 'fastify';
import type { Interconnection } from './service.js';

/** Our public keys, for partners. They change only with a restart, so an hour's cache is safe. */
export function interconnectionRoutes(app: FastifyInstance, { jwks }: Pick<Interconnection, 'jwks'>): void {
  app.get('/interlink/.well-known/jwks.json', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=3600').type('application/json').send(jwks),
  );
}
