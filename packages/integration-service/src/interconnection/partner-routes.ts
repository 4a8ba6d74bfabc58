import { Agreement, AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import {
  ActOnAgreement,
  AddAddress,
  AddCertificate,
  AddKeys,
  ExchangeFilter,
  ExchangePage,
  NewCredential,
} from '@interlink/contracts/interconnection/partner-commands';
import {
  AddPartner,
  PartnerId,
  PartnerSummary,
  PartnerView,
} from '@interlink/contracts/interconnection/registered-partner';
import type { Permission } from '@interlink/contracts/platform/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type, type Static, type TSchema } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { Interconnection } from './service.js';

const Uuid = Type.String({ format: 'uuid' });
const ById = Type.Object({ id: PartnerId });
const ByItem = Type.Object({
  id: PartnerId,
  what: Type.Union([Type.Literal('keys'), Type.Literal('addresses'), Type.Literal('certificates')]),
  item: Uuid,
});
const ByAgreement = Type.Object({ id: PartnerId, agreement: Uuid });
const Nothing = Type.Object({}, { additionalProperties: false });
const tags = ['interconnection'];

/** Registered under `/interlink/api/v1`. Every change wants a fresh word of openIMIS on who is signed in (S7). */
export function partnerRoutes(app: Api, http: HttpKit, { admin }: Pick<Interconnection, 'admin'>): void {
  readingRoutes(app, http, admin);
  managingRoutes(app, http, admin);
  withdrawingRoutes(app, http, admin);
  confirmingRoutes(app, http, admin);
  agreementRoutes(app, http, admin);
}

type Admin = Interconnection['admin'];

function readingRoutes(app: Api, http: HttpKit, admin: Admin): void {
  const preHandler = http.requirePermission('interconnection.read');
  app.get(
    '/partners',
    { schema: { tags, summary: 'Partners', response: { 200: Type.Array(PartnerSummary) } }, preHandler },
    async () => [...(await admin.list())],
  );
  app.get(
    '/partners/:id',
    { schema: { tags, summary: 'One partner', params: ById, response: { 200: PartnerView } }, preHandler },
    async ({ params }) => admin.get(params.id),
  );
  app.get(
    '/partners/:id/agreements',
    { schema: { tags, summary: 'Its agreements', params: ById, response: { 200: Type.Array(Agreement) } }, preHandler },
    async ({ params }) => [...(await admin.agreements(params.id))],
  );
  app.get(
    '/exchanges',
    {
      schema: { tags, summary: 'What passed', querystring: ExchangeFilter, response: { 200: ExchangePage } },
      preHandler,
    },
    async (request) => admin.exchanges(http.operatorOf(request), request.query),
  );
}

/** A change answers 200, or 201 when it made something; asked twice with one key it happens once. */
function changing(http: HttpKit, status: number, work: (tx: Tx, request: FastifyRequest) => Promise<unknown>) {
  return (request: FastifyRequest, reply: FastifyReply) =>
    http.idempotent(request, reply, async (tx) => ({ status, body: await work(tx, request) }), {
      key: status === 201 ? 'required' : 'optional',
    }) as Promise<never>;
}

interface Parts {
  readonly params?: TSchema;
  readonly body: TSchema;
}

const fresh = (http: HttpKit, permission: Permission) => http.requirePermission(permission, { fresh: true });

function described(summary: string, parts: Parts, status: number, answer: TSchema) {
  return { tags, summary, ...parts, response: { [status]: answer } };
}

const idOf = (request: FastifyRequest) => (request.params as { readonly id: string }).id;

function managingRoutes(app: Api, http: HttpKit, admin: Admin): void {
  const preHandler = fresh(http, 'interconnection.manage');
  app.post(
    '/partners',
    { schema: described('Write a partner down', { body: AddPartner }, 201, PartnerView), preHandler },
    changing(http, 201, (tx, { body }) => admin.add(tx, body as AddPartner)),
  );
  app.post(
    '/partners/:id/keys',
    { schema: described('Propose keys', { params: ById, body: AddKeys }, 201, PartnerView), preHandler },
    changing(http, 201, (tx, request) => admin.addKeys(tx, idOf(request), request.body as AddKeys)),
  );
  app.post(
    '/partners/:id/addresses',
    { schema: described('Propose an address', { params: ById, body: AddAddress }, 201, PartnerView), preHandler },
    changing(http, 201, (tx, request) => admin.addAddress(tx, idOf(request), request.body as AddAddress)),
  );
  app.post(
    '/partners/:id/certificates',
    {
      schema: described('Propose a client certificate', { params: ById, body: AddCertificate }, 201, PartnerView),
      preHandler,
    },
    changing(http, 201, (tx, request) => admin.addCertificate(tx, idOf(request), request.body as AddCertificate)),
  );
  app.post(
    '/partners/:id/credentials',
    { schema: described('Make a client secret', { params: ById, body: Nothing }, 201, NewCredential), preHandler },
    changing(http, 201, (tx, request) => admin.makeCredential(tx, idOf(request))),
  );
}

/** Taking away is one person's, and at once. */
function withdrawingRoutes(app: Api, http: HttpKit, admin: Admin): void {
  const preHandler = fresh(http, 'interconnection.manage');
  app.post(
    '/partners/:id/:what/:item/withdraw',
    {
      schema: described(
        'Revoke a key or certificate, remove an address',
        { params: ByItem, body: Nothing },
        200,
        PartnerView,
      ),
      preHandler,
    },
    changing(http, 200, (tx, request) => {
      const { id, what, item } = request.params as Static<typeof ByItem>;
      return admin.withdraw(tx, id, what, item);
    }),
  );
  app.post(
    '/partners/:id/suspend',
    { schema: described('Suspend at once', { params: ById, body: Nothing }, 200, PartnerView), preHandler },
    changing(http, 200, (tx, request) => admin.changeStatus(tx, idOf(request), { status: 'suspended' })),
  );
}

function confirmingRoutes(app: Api, http: HttpKit, admin: Admin): void {
  const preHandler = fresh(http, 'interconnection.approve');
  app.post(
    '/partners/:id/activate',
    {
      schema: described('Activate, by a second person', { params: ById, body: Nothing }, 200, PartnerView),
      preHandler,
    },
    changing(http, 200, (tx, request) => admin.changeStatus(tx, idOf(request), { status: 'active' })),
  );
  app.post(
    '/partners/:id/:what/:item/confirm',
    {
      schema: described('Confirm, by a second person', { params: ByItem, body: Nothing }, 200, PartnerView),
      preHandler,
    },
    changing(http, 200, (tx, request) => {
      const { id, what, item } = request.params as Static<typeof ByItem>;
      return admin.confirm(tx, id, what, item);
    }),
  );
}

function agreementRoutes(app: Api, http: HttpKit, admin: Admin): void {
  const act = (request: FastifyRequest, tx: Tx, { action }: ActOnAgreement) =>
    admin.actOnAgreement(tx, idOf(request), (request.params as { agreement: string }).agreement, action);
  app.post(
    '/partners/:id/agreements',
    {
      schema: described('Draft an agreement', { params: ById, body: AgreementTerms }, 201, Agreement),
      preHandler: fresh(http, 'interconnection.manage'),
    },
    changing(http, 201, (tx, request) => admin.draftAgreement(tx, idOf(request), request.body as AgreementTerms)),
  );
  app.post(
    '/partners/:id/agreements/:agreement/actions',
    {
      schema: described(
        'Approve, activate, suspend, terminate',
        { params: ByAgreement, body: ActOnAgreement },
        200,
        Agreement,
      ),
      // Who may approve may do the rest too: the rule on two people is the agreement's own.
      preHandler: fresh(http, 'interconnection.approve'),
    },
    changing(http, 200, (tx, request) => act(request, tx, request.body as ActOnAgreement)),
  );
}
