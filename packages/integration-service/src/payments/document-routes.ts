import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { PaymentDocument, PaymentDocuments } from './documents/service.js';

const Id = Type.String({ format: 'uuid' });
const OfBatch = Type.Object({ id: Id });
const OfLine = Type.Object({ id: Id, instrId: Type.String({ maxLength: 35 }) });
const Language = Type.Object(
  { language: Type.Optional(Type.Enum(['ar', 'en', 'fr'])) },
  { additionalProperties: false },
);
const tags = ['payments'];

/** PDFs to print and to give out; they name people. */
export function documentRoutes(app: Api, http: HttpKit, documents: PaymentDocuments): void {
  const preHandler = http.requirePermission('payments.make');
  app.get(
    '/payments/batches/:id/pay-list/pdf',
    {
      schema: {
        tags,
        summary: 'The list of a payment point, to print and sign',
        params: OfBatch,
        querystring: Language,
      },
      preHandler,
    },
    async (request, reply) => {
      const { id } = request.params;
      return give(reply, await documents.payList(http.operatorOf(request), id, request.query.language ?? 'en'));
    },
  );
  app.get(
    '/payments/batches/:id/lines/:instrId/receipt',
    {
      schema: { tags, summary: 'A receipt for the person who was paid', params: OfLine, querystring: Language },
      preHandler,
    },
    async (request, reply) => {
      const { id, instrId } = request.params;
      return give(
        reply,
        await documents.receipt(http.operatorOf(request), id, instrId, request.query.language ?? 'en'),
      );
    },
  );
}

/** S17: a file to keep, never a page of ours. */
const give = (reply: FastifyReply, { name, bytes }: PaymentDocument) =>
  reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
