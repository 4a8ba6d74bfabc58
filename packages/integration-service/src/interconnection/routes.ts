import type { FastifyInstance } from 'fastify';
import type { Interconnection } from './service.js';

/** Our public keys, for partners. The next key is published a day before its use, so an hour's cache is safe. */
export function interconnectionRoutes(app: FastifyInstance, { keyring }: Pick<Interconnection, 'keyring'>): void {
  app.get('/interlink/.well-known/jwks.json', async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/json')
      .send({ keys: await keyring.published() }),
  );
}
