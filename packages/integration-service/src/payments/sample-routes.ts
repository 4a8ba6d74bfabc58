import { AnsweredSample, AnswerSample, DrawSample, PaymentSample } from '@interlink/contracts/payments/sample';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { PaymentSamples } from './samples/service.js';

const Id = Type.String({ format: 'uuid' });
const OfBatch = Type.Object({ id: Id });
const OfLine = Type.Object({ id: Id, instrId: Type.String({ maxLength: 35 }) });
const Done = Type.Object({ done: Type.Literal(true) });
const tags = ['payments'];

/** Post-payment verification, by approvers who had no part in the batch. */
export function sampleRoutes(app: Api, http: HttpKit, samples: PaymentSamples): void {
  const preHandler = http.requirePermission('payments.approve');
  const change = <R extends object>(request: FastifyRequest, reply: FastifyReply, work: (tx: Tx) => Promise<R>) =>
    http.idempotent(request, reply, async (tx) => ({ status: 200, body: await work(tx) }), {
      key: 'optional',
    }) as Promise<R>;
  app.get(
    '/payments/batches/:id/sample',
    {
      schema: { tags, summary: 'Who was drawn, what they say', params: OfBatch, response: { 200: PaymentSample } },
      preHandler,
    },
    (request) => samples.read(http.operatorOf(request), request.params.id),
  );
  app.post(
    '/payments/batches/:id/sample',
    {
      schema: {
        tags,
        summary: 'Draw people of a batch, to be asked whether the money came',
        params: OfBatch,
        body: DrawSample,
        response: { 200: Done },
      },
      preHandler,
    },
    (request, reply) =>
      change(request, reply, async (tx) => {
        await samples.draw(tx, http.operatorOf(request), request.params.id, request.body);
        return { done: true as const };
      }),
  );
  app.post(
    '/payments/batches/:id/sample/:instrId',
    {
      schema: {
        tags,
        summary: 'What somebody who was drawn says',
        params: OfLine,
        body: AnswerSample,
        response: { 200: AnsweredSample },
      },
      preHandler,
    },
    (request, reply) => {
      const { id, instrId } = request.params;
      return change(request, reply, (tx) => samples.answer(tx, http.operatorOf(request), id, instrId, request.body));
    },
  );
}
