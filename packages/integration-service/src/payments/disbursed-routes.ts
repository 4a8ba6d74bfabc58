import type { InboundPartner } from '@interlink/contracts/interconnection/inbound';
import type { FastifyInstance } from 'fastify';
import { ON_DISBURSE } from './channels/g2p-connect.js';
import type { DisbursedEar } from './disbursed.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who tells, once believed; of the address for answers alone. */
    disburser: InboundPartner | undefined;
  }
}

/** The address that our disbursements name: a partner's token first, then its signature over the very bytes. */
export function disbursedRoutes(app: FastifyInstance, ear: DisbursedEar): void {
  void app.register(async (scope) => {
    scope.decorateRequest('disburser', undefined);
    // The very bytes are needed: they are what was signed.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      `/interlink${ON_DISBURSE}`,
      {
        schema: { hide: true },
        onRequest: async (request) => {
          request.disburser = await ear.admit(request);
        },
      },
      async (request, reply) => {
        const { body, disburser } = request;
        if (!disburser) throw new Error('an answer came past its admission');
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        return reply.header('cache-control', 'no-store').send(await ear.hear(disburser, bytes));
      },
    );
  });
}
