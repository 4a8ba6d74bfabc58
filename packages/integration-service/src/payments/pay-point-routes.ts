import { Batch } from '@interlink/contracts/payments/batch';
import {
  CashCount,
  CountCash,
  IssuePayList,
  KeptMark,
  PayList,
  PayMarks,
} from '@interlink/contracts/payments/pay-point';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import { changeBatch } from './change-batch.js';
import type { Payments } from './service.js';

const Id = Type.String({ format: 'uuid' });
const ById = Type.Object({ id: Id });
const Nothing = Type.Object({}, { additionalProperties: false });
const tags = ['payments'];

/** Cash at payment points: lists, marks, signed days. */
export function payPointRoutes(app: Api, http: HttpKit, payments: Payments): void {
  listRoutes(app, http, payments);
  markRoute(app, http, payments);
  marksRoute(app, http, payments);
  countRoutes(app, http, payments);
  witnessRoute(app, http, payments);
}

function listRoutes(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/batches/:id/pay-list',
    {
      schema: {
        tags,
        summary: 'Issue the numbered, signed list of a payment point',
        params: ById,
        body: IssuePayList,
        response: { 200: Batch },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) => {
      const { params, body } = request;
      return changeBatch(http, payments, request, reply, params.id, (tx) =>
        payments.payPoints.issue(tx, params.id, body.point),
      );
    },
  );
  app.get(
    '/payments/batches/:id/pay-list',
    {
      schema: { tags, summary: 'The list, with names', params: ById, response: { 200: PayList } },
      preHandler: http.requirePermission('payments.make'),
    },
    async (request) => {
      const operator = http.operatorOf(request);
      await payments.get(operator, request.params.id);
      return payments.payPoints.list(operator, request.params.id);
    },
  );
}

function markRoute(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/batches/:id/marks',
    {
      schema: {
        tags,
        summary: 'Who was paid, came by proxy, refused or did not come',
        params: ById,
        body: PayMarks,
        response: { 200: Batch },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) => {
      const { params, body } = request;
      const work = (tx: Tx) => payments.payPoints.mark(tx, params.id, body.marks);
      return changeBatch(http, payments, request, reply, params.id, work, 'required');
    },
  );
}

function marksRoute(app: Api, http: HttpKit, payments: Payments): void {
  app.get(
    '/payments/batches/:id/marks',
    {
      schema: {
        tags,
        summary: 'The newest mark of each line',
        params: ById,
        response: { 200: Type.Array(KeptMark) },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    async (request) => {
      await payments.get(http.operatorOf(request), request.params.id);
      return [...(await payments.payPoints.marks(request.params.id))];
    },
  );
}

function countRoutes(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/batches/:id/cash-counts',
    {
      schema: {
        tags,
        summary: "The manager's count of a day; refused unless the cash comes out to zero",
        params: ById,
        body: CountCash,
        response: { 201: Type.Object({ id: Id }) },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) => {
      const { params, body } = request;
      return http.idempotent(request, reply, async (tx) => {
        let id = '';
        await payments.change(tx, http.operatorOf(request), params.id, async (inner) => {
          id = await payments.payPoints.count(inner, params.id, body);
        });
        return { status: 201, body: { id } };
      }) as Promise<{ id: string }>;
    },
  );
  app.get(
    '/payments/batches/:id/cash-counts',
    {
      schema: { tags, summary: 'The days that were counted', params: ById, response: { 200: Type.Array(CashCount) } },
      preHandler: http.requirePermission('payments.read'),
    },
    async (request) => {
      await payments.get(http.operatorOf(request), request.params.id);
      return [...(await payments.payPoints.counts(request.params.id))];
    },
  );
}

function witnessRoute(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/cash-counts/:id/witness',
    {
      schema: {
        tags,
        summary: 'Sign the count of somebody else as a witness',
        params: ById,
        body: Nothing,
        response: { 200: Type.Object({ batchId: Id }) },
      },
      preHandler: http.requirePermission('payments.approve', { fresh: true }),
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => {
          const batchId = await payments.payPoints.witness(tx, http.operatorOf(request), request.params.id);
          return { status: 200, body: { batchId } };
        },
        { key: 'optional' },
      ) as Promise<{ batchId: string }>,
  );
}
