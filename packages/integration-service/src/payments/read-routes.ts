import { PaymentsOpenWork } from '@interlink/contracts/payments/approvers';
import { BatchState, LineState } from '@interlink/contracts/payments/batch';
import * as Contract from '@interlink/contracts/payments/reads';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { PaymentReads } from './reads/service.js';

const Uuid = Type.String({ format: 'uuid' });
const ById = Type.Object({ id: Uuid });
/** The `nextCursor` of the page before; any other would be a question that the database refuses. */
const cursorOf = (pattern: string) =>
  Type.Object({ cursor: Type.Optional(Type.String({ pattern, maxLength: 300 })) }, { additionalProperties: false });
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const LeafCursor = cursorOf('^[^:]{1,35}$');
const QueueCursor = cursorOf(`^${UUID}:[^:]{1,35}$`);
const SuspenseCursor = cursorOf(`^${UUID}:[\\s\\S]{1,200}$`);
const StatementCursor = cursorOf('^\\d{1,15}:[\\s\\S]{1,60}$');
const BatchFilter = Type.Object(
  { cursor: Type.Optional(Uuid), state: Type.Optional(BatchState), payrollId: Type.Optional(Uuid) },
  { additionalProperties: false },
);
const LineFilter = Type.Object(
  { cursor: Type.Optional(Type.String({ maxLength: 35 })), state: Type.Optional(LineState) },
  { additionalProperties: false },
);
const tags = ['payments'];

/** What the screens read. */
export function readRoutes(app: Api, http: HttpKit, reads: PaymentReads): void {
  batchRoutes(app, http, reads);
  lineRoutes(app, http, reads);
  spreadsheetRoute(app, http, reads);
  queueRoutes(app, http, reads);
  suspenseRoutes(app, http, reads);
  bookRoutes(app, http, reads);
}

function batchRoutes(app: Api, http: HttpKit, reads: PaymentReads): void {
  const preHandler = http.requirePermission('payments.read');
  app.get(
    '/payments/batches',
    {
      schema: {
        tags,
        summary: 'Batches, newest first',
        querystring: BatchFilter,
        response: { 200: Contract.BatchPage },
      },
      preHandler,
    },
    (request) => reads.batches(http.operatorOf(request), request.query),
  );
  app.get(
    '/payments/batches/:id/head',
    {
      schema: { tags, summary: 'A batch without its lines', params: ById, response: { 200: Contract.BatchHead } },
      preHandler,
    },
    (request) => reads.head(http.operatorOf(request), request.params.id),
  );
}

function spreadsheetRoute(app: Api, http: HttpKit, reads: PaymentReads): void {
  app.get(
    '/payments/batches/:id/spreadsheet',
    {
      schema: { tags, summary: 'A batch as XLSX for people: its totals, and its lines without names', params: ById },
      preHandler: http.requirePermission('payments.read'),
    },
    async (request, reply) => {
      const { id } = request.params;
      const file = await reads.spreadsheet(http.operatorOf(request), id);
      return reply
        .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        .header('content-disposition', `attachment; filename="batch-${id}.xlsx"`)
        .send(file);
    },
  );
}

function lineRoutes(app: Api, http: HttpKit, reads: PaymentReads): void {
  app.get(
    '/payments/batches/:id/lines',
    {
      schema: {
        tags,
        summary: 'Lines of a batch',
        params: ById,
        querystring: LineFilter,
        response: { 200: Contract.LinePage },
      },
      preHandler: http.requirePermission('payments.read'),
    },
    (request) => reads.lines(http.operatorOf(request), request.params.id, request.query),
  );
  app.get(
    '/payments/batches/:id/leaves',
    {
      schema: {
        tags,
        summary: 'What the root is made of',
        params: ById,
        querystring: LeafCursor,
        response: { 200: Contract.LeafPage },
      },
      preHandler: http.requirePermission('payments.approve'),
    },
    (request) => reads.leaves(http.operatorOf(request), request.params.id, request.query.cursor),
  );
}

function queueRoutes(app: Api, http: HttpKit, reads: PaymentReads): void {
  const preHandler = http.requirePermission('payments.read');
  for (const [queue, summary] of [
    ['failed', 'Lines that were not paid'],
    ['exceptions', 'Lines that want a person'],
  ] as const) {
    app.get(
      `/payments/${queue}-lines`,
      { schema: { tags, summary, querystring: QueueCursor, response: { 200: Contract.LinePage } }, preHandler },
      (request) => reads.queue(http.operatorOf(request), queue, request.query.cursor),
    );
  }
  app.get(
    '/payments/incidents',
    {
      schema: {
        tags,
        summary: 'Payments for which more went out than was owed, until two people close it',
        querystring: cursorOf(`^${UUID}$`),
        response: { 200: Contract.IncidentPage },
      },
      preHandler,
    },
    (request) => reads.incidents(http.operatorOf(request), request.query.cursor),
  );
  app.get(
    '/payments/individuals/:id/lines',
    {
      schema: { tags, summary: 'Payments to one person', params: ById, response: { 200: Contract.LinePage } },
      preHandler,
    },
    (request) => reads.ofPerson(http.operatorOf(request), request.params.id),
  );
  app.get(
    '/payments/open-work',
    { schema: { tags, summary: 'What waits for me', response: { 200: PaymentsOpenWork } }, preHandler },
    (request) => reads.openWork(http.operatorOf(request)),
  );
}

function suspenseRoutes(app: Api, http: HttpKit, reads: PaymentReads): void {
  const preHandler = http.requirePermission('payments.read');
  app.get(
    '/payments/suspense',
    {
      schema: {
        tags,
        summary: 'Bookings without a line',
        querystring: SuspenseCursor,
        response: { 200: Contract.SuspensePage },
      },
      preHandler,
    },
    (request) => reads.suspense(http.operatorOf(request), request.query.cursor),
  );
  app.get(
    '/payments/suspense/:receivedId/matches',
    {
      schema: {
        tags,
        summary: 'Lines that a booking may belong to',
        params: Type.Object({ receivedId: Uuid }),
        querystring: Type.Object({ key: Type.String({ maxLength: 200 }) }),
        response: { 200: Contract.SuspenseMatches },
      },
      preHandler,
    },
    (request) => reads.matches(http.operatorOf(request), request.params.receivedId, request.query.key),
  );
}

function bookRoutes(app: Api, http: HttpKit, reads: PaymentReads): void {
  const preHandler = http.requirePermission('payments.read');
  app.get(
    '/payments/statements',
    {
      schema: {
        tags,
        summary: 'Statements read',
        querystring: StatementCursor,
        response: { 200: Contract.StatementPage },
      },
      preHandler,
    },
    (request) => reads.statements(http.operatorOf(request), request.query.cursor),
  );
  app.get(
    '/payments/money',
    { schema: { tags, summary: 'Money in each state', response: { 200: Contract.MoneyByState } }, preHandler },
    (request) => reads.money(http.operatorOf(request)),
  );
  app.get(
    '/payments/channels',
    {
      schema: { tags, summary: 'Calendar, channels and keys', response: { 200: Contract.PaymentChannels } },
      preHandler,
    },
    (request) => reads.channels(http.operatorOf(request)),
  );
}
