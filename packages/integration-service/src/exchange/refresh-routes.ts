import { RefreshedPerson, RefreshPerson } from '@interlink/contracts/exchange/refresh';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { PersonRefresh } from './sources/refresh.js';

const OfPerson = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false });

/** For operators, under `/interlink/api/v1`: the sources are asked about one person, on demand. */
export function refreshRoutes(app: Api, http: HttpKit, refresh: PersonRefresh): void {
  app.post(
    '/registry/people/:id/refresh',
    {
      schema: {
        ...{ tags: ['registry'], summary: 'Ask the systems that may know a person how things stand there now' },
        ...{ params: OfPerson, body: RefreshPerson, response: { 200: RefreshedPerson } },
      },
      preHandler: http.requirePermission('registry.read'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 200,
        body: await refresh.refresh(http.operatorOf(request), request.params.id, request.body.purpose),
      })) as Promise<never>,
  );
}
