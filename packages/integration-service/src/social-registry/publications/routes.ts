import {
  BeginPublication,
  Publication,
  PublicationList,
  PublicationRows,
} from '@interlink/contracts/social-registry/publication';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import type { Publications } from './service.js';

const tags = ['social-registry'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Nothing = Type.Object({}, { additionalProperties: false });
const Which = Type.Object(
  {
    state: Type.Optional(Type.Enum(['waiting', 'published', 'failed'])),
    after: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
  },
  { additionalProperties: false },
);
const SUMMARY = { pause: 'Stop after the households under way', resume: 'Go on publishing' } as const;

export function publicationRoutes(app: Api, http: HttpKit, publications: Publications): void {
  readingRoutes(app, http, publications);
  const preHandler = http.requirePermission('social-registry.upload');
  const summary = 'Publish households into openIMIS as individuals and groups';
  app.post(
    '/social-registry/publications',
    { schema: { tags, summary, body: BeginPublication, response: { 201: Publication } }, preHandler },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: await publications.begin(tx, http.operatorOf(request), request.body),
      })) as Promise<Publication>,
  );
  for (const verb of ['pause', 'resume'] as const) {
    app.post(
      `/social-registry/publications/:id/${verb}`,
      {
        schema: { tags, summary: SUMMARY[verb], params: ById, body: Nothing, response: { 200: Publication } },
        preHandler,
      },
      (request, reply) => {
        const operator = http.operatorOf(request);
        const { id } = request.params;
        return http.idempotent(
          request,
          reply,
          async (tx) => ({ status: 200, body: await publications[verb](tx, operator, id) }),
          { key: 'optional' },
        ) as Promise<Publication>;
      },
    );
  }
}

function readingRoutes(app: Api, http: HttpKit, publications: Publications): void {
  const preHandler = http.requirePermission('social-registry.read');
  app.get(
    '/social-registry/publications',
    { schema: { tags, summary: 'Publications, newest first', response: { 200: PublicationList } }, preHandler },
    (request) => publications.list(http.operatorOf(request)),
  );
  app.get(
    '/social-registry/publications/:id',
    {
      schema: { tags, summary: 'How far one is, at which rate', params: ById, response: { 200: Publication } },
      preHandler,
    },
    (request) => publications.get(http.operatorOf(request), request.params.id),
  );
  app.get(
    '/social-registry/publications/:id/rows',
    {
      schema: {
        tags,
        summary: 'The answer to each household',
        params: ById,
        querystring: Which,
        response: { 200: PublicationRows },
      },
      preHandler,
    },
    (request) => publications.rows(http.operatorOf(request), request.params.id, request.query),
  );
}
