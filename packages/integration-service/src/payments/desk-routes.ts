import { Readable } from 'node:stream';
import { Batch, EditBatch } from '@interlink/contracts/payments/batch';
import { CheckReport } from '@interlink/contracts/payments/check-report';
import { ProposeDecision } from '@interlink/contracts/payments/decision';
import { Fence } from '@interlink/contracts/payments/fence';
import { DecisionView } from '@interlink/contracts/payments/reads';
import { WhyAnswer } from '@interlink/contracts/payments/why';
import { Day } from '@interlink/contracts/platform/time';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import { changeBatch } from './change-batch.js';
import type { Payments } from './service.js';

const Id = Type.String({ format: 'uuid' });
const ById = Type.Object({ id: Id });
const Nothing = Type.Object({}, { additionalProperties: false });
const AdoptBody = Type.Object(
  {
    payrollIds: Type.Array(Id, { minItems: 1, maxItems: 100 }),
    until: Day,
  },
  { additionalProperties: false },
);
const AdoptAnswer = Type.Object({
  paidElsewhere: Type.Integer(),
  unpaid: Type.Integer(),
  unknown: Type.Integer(),
  known: Type.Integer(),
});
const tags = ['payments'];

/** What is done about batches beside making and approving them. */
export function deskRoutes(app: Api, http: HttpKit, payments: Payments): void {
  editingRoutes(app, http, payments);
  decisionRoutes(app, http, payments);
  explainingRoutes(app, http, payments);
  fenceRoutes(app, http, payments);
}

function editingRoutes(app: Api, http: HttpKit, payments: Payments): void {
  const preHandler = http.requirePermission('payments.make');
  app.post(
    '/payments/batches/:id/edit',
    {
      schema: {
        tags,
        summary: 'Leave lines out, or move the date',
        params: ById,
        body: EditBatch,
        response: { 200: Batch },
      },
      preHandler,
    },
    (request, reply) =>
      changeBatch(http, payments, request, reply, request.params.id, (tx) =>
        payments.desk.edit(tx, request.params.id, request.body),
      ),
  );
  const simple = (verb: string, summary: string, work: (tx: Tx, id: string) => Promise<void>) =>
    app.post(
      `/payments/batches/:id/${verb}`,
      { schema: { tags, summary, params: ById, body: Nothing, response: { 200: Batch } }, preHandler },
      (request, reply) =>
        changeBatch(http, payments, request, reply, request.params.id, (tx) => work(tx, request.params.id)),
    );
  simple('check', 'Check the batch again', (tx, id) => payments.desk.check(tx, id));
  simple('void', 'Take back a sealed batch of which no byte left', (tx, id) => payments.desk.voidBatch(tx, id));
  advanceRoute(app, http, payments);
}

function advanceRoute(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/batches/:id/advance',
    {
      schema: {
        tags,
        summary: 'Do now whatever can be done: seal, send, ask, read statements, write back',
        params: ById,
        body: Nothing,
        response: { 200: Batch },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) =>
      http.idempotentAround(
        request,
        reply,
        async () => {
          const operator = http.operatorOf(request);
          await payments.get(operator, request.params.id);
          await payments.bringUpToDate(request.params.id, operator.actor);
          return { status: 200, body: await payments.get(operator, request.params.id) };
        },
        { key: 'optional' },
      ) as Promise<Batch>,
  );
}

function decisionRoutes(app: Api, http: HttpKit, payments: Payments): void {
  app.get(
    '/payments/decisions',
    {
      schema: {
        tags,
        summary: 'What waits for a second person',
        querystring: Type.Object({ batchId: Type.Optional(Id) }),
        response: { 200: Type.Array(DecisionView) },
      },
      preHandler: http.requirePermission('payments.read'),
    },
    async (request) => [...(await payments.reads.decisions(http.operatorOf(request), request.query.batchId))],
  );
  app.post(
    '/payments/decisions',
    {
      schema: {
        tags,
        summary: 'Propose what two people must agree on',
        body: ProposeDecision,
        response: { 201: Type.Object({ id: Id }) },
      },
      preHandler: http.requirePermission('payments.read'),
    },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: { id: await payments.desk.propose(tx, http.operatorOf(request), request.body) },
      })) as Promise<{ id: string }>,
  );
  confirmingRoute(app, http, payments);
}

function confirmingRoute(app: Api, http: HttpKit, payments: Payments): void {
  app.post(
    '/payments/decisions/:id/confirmations',
    {
      schema: {
        tags,
        summary: 'Confirm what somebody else proposed',
        params: ById,
        body: Nothing,
        response: { 200: Type.Object({ id: Id }) },
      },
      preHandler: http.requirePermission('payments.approve', { fresh: true }),
    },
    (request, reply) =>
      http.idempotent(
        request,
        reply,
        async (tx) => {
          await payments.desk.confirm(tx, http.operatorOf(request), request.params.id);
          return { status: 200, body: { id: request.params.id } };
        },
        { key: 'optional' },
      ) as Promise<{ id: string }>,
  );
}

function explainingRoutes(app: Api, http: HttpKit, payments: Payments): void {
  const preHandler = http.requirePermission('payments.read');
  app.get(
    '/payments/batches/:id/check-report',
    {
      schema: { tags, summary: 'The last checks, worst first', params: ById, response: { 200: CheckReport } },
      preHandler,
    },
    (request) => payments.desk.report(http.operatorOf(request), request.params.id),
  );
  packRoute(app, http, payments);
  app.get(
    '/payments/why',
    {
      schema: {
        tags,
        summary: 'Why somebody was, or was not, paid about a day',
        querystring: Type.Object({ individualId: Id, date: Day }),
        response: { 200: Type.Array(WhyAnswer) },
      },
      preHandler,
    },
    async (request) => [
      ...(await payments.desk.why(http.operatorOf(request), request.query.individualId, request.query.date)),
    ],
  );
}

function packRoute(app: Api, http: HttpKit, payments: Payments): void {
  app.get(
    '/payments/batches/:id/evidence-pack',
    {
      schema: {
        tags,
        summary: 'The evidence pack: one JSON record a line; `bytes=true` with files and messages, which name people',
        params: ById,
        querystring: Type.Object({ bytes: Type.Optional(Type.Boolean()) }),
      },
      preHandler: http.requirePermission('payments.read'),
    },
    async (request, reply) => {
      const operator = http.operatorOf(request);
      await payments.get(operator, request.params.id);
      const options = { withBytes: request.query.bytes === true };
      const pack = await payments.desk.evidencePack(operator, request.params.id, options);
      return reply.type('application/x-ndjson').send(Readable.from(pack));
    },
  );
}

function fenceRoutes(app: Api, http: HttpKit, payments: Payments): void {
  app.get(
    '/payments/fence',
    {
      schema: { tags, summary: 'What keeps payments from leaving', response: { 200: Fence } },
      preHandler: http.requirePermission('payments.read'),
    },
    () => payments.desk.fence(),
  );
  app.post(
    '/payments/fence/import',
    {
      schema: {
        tags,
        summary: 'Ask the bank about every message that the ledger has forgotten',
        body: Nothing,
        response: { 200: Fence },
      },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) =>
      http.idempotentAround(
        request,
        reply,
        async () => ({ status: 200, body: await payments.desk.importGap(http.operatorOf(request)) }),
        { key: 'optional' },
      ) as Promise<Fence>,
  );
  app.post(
    '/payments/adoptions',
    {
      schema: { tags, summary: 'Record benefits from before go-live', body: AdoptBody, response: { 200: AdoptAnswer } },
      preHandler: http.requirePermission('payments.make'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 200,
        body: await payments.desk.adopt(http.operatorOf(request), request.body.payrollIds, request.body.until),
      })) as Promise<{ paidElsewhere: number; unpaid: number; unknown: number; known: number }>,
  );
}
