import { ParkedPage } from '@interlink/contracts/platform/outbox';
import { Type } from 'typebox';
import type { Parked } from '../outbox/parked.js';
import type { Api, HttpKit } from './api.js';

const tags = ['platform'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Filter = Type.Object(
  {
    stream: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);

/** Dead letters, under `/interlink/api/v1`: seen by right, tried again with the password (S7). */
export function outboxRoutes(app: Api, http: HttpKit, parked: Parked): void {
  app.get(
    '/platform/outbox/parked',
    {
      schema: {
        tags,
        summary: 'Messages that their receiver refused ten times, without content',
        querystring: Filter,
        response: { 200: ParkedPage },
      },
      preHandler: http.requirePermission('platform.operate'),
    },
    (request) => parked.list(request.query),
  );
  app.post(
    '/platform/outbox/:id/replay',
    {
      schema: { tags, summary: 'Try a parked message again', params: ById, response: { 204: Type.Null() } },
      preHandler: http.requirePermission('platform.operate', { fresh: true }),
    },
    async (request, reply) => {
      await parked.replay(http.operatorOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
