import { AssertionRequest } from '@interlink/contracts/payments/approvers';
import { ApproveBatch, AskApproval, Batch, BatchWithoutLines, MakeBatch } from '@interlink/contracts/payments/batch';
import { Making } from '@interlink/contracts/payments/making';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import { keepingAnswers } from '../platform/http/idempotency.js';
import { approverRoutes } from './approver-routes.js';
import { documentRoutes } from './document-routes.js';
import { payPointRoutes } from './pay-point-routes.js';
import { readRoutes } from './read-routes.js';
import { deskRoutes } from './desk-routes.js';
import { sampleRoutes } from './sample-routes.js';
import type { Payments } from './service.js';

const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Nothing = Type.Object({}, { additionalProperties: false });
const tags = ['payments'];

/** S4: a payment may be asked about again after the audit of its year. */
const KEPT_DAYS = 400;

/** Registered under `/interlink/api/v1`. Approving wants a fresh word of openIMIS on who is signed in (S11). */
export function paymentsRoutes(app: Api, kit: HttpKit, payments: Payments): void {
  const http = keepingAnswers(kit, KEPT_DAYS);
  readingRoutes(app, http, payments);
  readRoutes(app, http, payments.reads);
  makingRoutes(app, http, payments);
  approverRoutes(app, http, payments.approvers);
  deskRoutes(app, http, payments);
  payPointRoutes(app, http, payments);
  documentRoutes(app, http, payments.documents);
  sampleRoutes(app, http, payments.samples);
  approvalRoutes(app, http, payments);
}

function approvalRoutes(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/batches/:id/approvals/challenge',
    {
      schema: {
        tags,
        summary: 'What an approval signs',
        params: ById,
        body: AskApproval,
        response: { 200: AssertionRequest },
      },
      preHandler: http.requirePermission('payments.approve', { fresh: true }),
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({
          status: 200,
          body: await payments.askApproval(tx, http.operatorOf(request), request.params.id, request.body),
        }),
        { key: 'optional' },
      ) as Promise<AssertionRequest>,
  );
  app.post(
    '/payments/batches/:id/approvals',
    {
      schema: {
        tags,
        summary: 'Approve what was shown',
        params: ById,
        body: ApproveBatch,
        response: { 200: BatchWithoutLines },
      },
      preHandler: http.requirePermission('payments.approve', { fresh: true }),
    },
    async (request, reply) => {
      // A security key of one's own is the second factor, and no code stands in for it; without, a code is wanted
      // (S11).
      if (!request.body.assertion) await http.confirmed(request, { secondFactor: true });
      return http.idempotent(
        request,
        reply,
        async (tx) => ({
          status: 200,
          body: await payments.approve(tx, http.operatorOf(request), request.params.id, request.body),
        }),
        { key: 'optional' },
      ) as Promise<BatchWithoutLines>;
    },
  );
}

function makingRoutes(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/batches',
    {
      schema: {
        tags,
        summary: 'Make a batch of an approved payroll; 202 while it is still being made',
        body: MakeBatch,
        response: { 201: Batch, 202: Making },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => {
        const operator = http.operatorOf(request);
        const { id, isMade } = await payments.makings.begin(operator, request.body);
        if (isMade) return { status: 201, body: await payments.get(operator, id) };
        return { status: 202, body: await payments.makings.find(operator, id) };
      }) as Promise<Batch>,
  );
  app.get(
    '/payments/makings/:id',
    {
      schema: { tags, summary: 'How far the making of a batch is', params: ById, response: { 200: Making } },
      preHandler: http.requirePermission('payments.make'),
    },
    (request) => payments.makings.find(http.operatorOf(request), request.params.id),
  );
  app.post(
    '/payments/batches/:id/cancel',
    {
      schema: {
        tags,
        summary: 'Take back a batch of which nothing left',
        params: ById,
        body: Nothing,
        response: { 200: Batch },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => ({ status: 200, body: await payments.cancel(tx, http.operatorOf(request), request.params.id) }),
        { key: 'optional' },
      ) as Promise<Batch>,
  );
}

function readingRoutes(app: Api, http: HttpKit, payments: Payments): void {
  const preHandler = http.requirePermission('payments.read');
  app.get(
    '/payments/batches/:id',
    { schema: { tags, summary: 'One batch with its lines', params: ById, response: { 200: Batch } }, preHandler },
    (request) => payments.get(http.operatorOf(request), request.params.id),
  );
}
