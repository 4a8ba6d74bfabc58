import {
  BeginUpload,
  CHUNK_BYTES,
  Upload,
  UploadList,
  UploadProblems,
} from '@interlink/contracts/social-registry/upload';
import { ServiceError } from '@interlink/contracts/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Api, HttpKit, Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import type { Uploads } from '../service.js';

const tags = ['social-registry'];
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Part = Type.Object({ id: Type.String({ format: 'uuid' }), seq: Type.Integer({ minimum: 1, maximum: 10_000 }) });
const AfterUpload = Type.Object(
  { after: Type.Optional(Type.String({ format: 'uuid' })) },
  { additionalProperties: false },
);
const AfterProblem = Type.Object(
  { after: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })) },
  { additionalProperties: false },
);
const Nothing = Type.Object({}, { additionalProperties: false });

type Verb = 'cancel' | 'complete' | 'load';
const SUMMARY: Readonly<Record<Verb, string>> = {
  cancel: 'Give the file up',
  complete: 'All parts are here: check the file',
  load: 'Load what was checked',
};

export function uploadRoutes(app: Api, http: HttpKit, uploads: Uploads): void {
  readingRoutes(app, http, uploads);
  const preHandler = http.requirePermission('social-registry.upload');
  app.post(
    '/social-registry/uploads',
    {
      schema: { tags, summary: 'Begin a file of households', body: BeginUpload, response: { 201: Upload } },
      preHandler,
    },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: await uploads.begin(tx, http.operatorOf(request), request.body),
      })) as Promise<Upload>,
  );
  app.put(
    '/social-registry/uploads/:id/chunks/:seq',
    {
      bodyLimit: CHUNK_BYTES,
      schema: { tags, summary: 'The next part of the file, as bytes', params: Part, response: { 200: Upload } },
      preHandler,
    },
    (request, reply) => {
      const { body: bytes, params } = request as { body: unknown; params: { id: string; seq: number } };
      if (!Buffer.isBuffer(bytes)) throw new ServiceError('social-registry.chunk-refused', { reason: 'no-bytes' });
      const work = (tx: Tx, operator: Operator) => uploads.receive(tx, operator, { ...params, bytes });
      return act(http, request, reply, work);
    },
  );
  for (const verb of ['cancel', 'complete', 'load'] as const) {
    app.post(
      `/social-registry/uploads/:id/${verb}`,
      { schema: { tags, summary: SUMMARY[verb], params: ById, body: Nothing, response: { 200: Upload } }, preHandler },
      (request, reply) => act(http, request, reply, (tx, operator) => uploads[verb](tx, operator, request.params.id)),
    );
  }
}

/** Each of these may be repeated by itself, so a key is not asked for. */
function act(
  http: HttpKit,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx, operator: Operator) => Promise<Upload>,
): Promise<Upload> {
  const operator = http.operatorOf(request);
  const answer = async (tx: Tx) => ({ status: 200, body: await work(tx, operator) });
  return http.idempotent(request, reply, answer, { key: 'optional' }) as Promise<Upload>;
}

function readingRoutes(app: Api, http: HttpKit, uploads: Uploads): void {
  const preHandler = http.requirePermission('social-registry.read');
  app.get(
    '/social-registry/uploads',
    {
      schema: { tags, summary: 'Files, newest first', querystring: AfterUpload, response: { 200: UploadList } },
      preHandler,
    },
    (request) => uploads.list(http.operatorOf(request), request.query.after),
  );
  app.get(
    '/social-registry/uploads/:id',
    { schema: { tags, summary: 'One file and how far it is', params: ById, response: { 200: Upload } }, preHandler },
    (request) => uploads.get(http.operatorOf(request), request.params.id),
  );
  app.get(
    '/social-registry/uploads/:id/problems',
    {
      schema: {
        tags,
        summary: 'What is wrong, cell by cell',
        params: ById,
        querystring: AfterProblem,
        response: { 200: UploadProblems },
      },
      preHandler,
    },
    (request) => uploads.problems(http.operatorOf(request), request.params.id, request.query.after),
  );
}
