import { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import { CheckMessage, MessageCheck } from '@interlink/contracts/interconnection/console';
import { OwnKeyFacts, RotateKey } from '@interlink/contracts/interconnection/own-keys';
import { PartnerId, PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { Interconnection } from './service.js';

const tags = ['interconnection'];
const Nothing = Type.Object({}, { additionalProperties: false });

/** What those look at and do who keep the connections running; registered under `/interlink/api/v1`. */
export function operatorRoutes(app: Api, http: HttpKit, { admin }: Pick<Interconnection, 'admin'>): void {
  const reading = http.requirePermission('interconnection.read');
  app.get(
    '/connectors',
    {
      schema: { tags, summary: 'How the systems that we ask do', response: { 200: Type.Array(ConnectorHealth) } },
      preHandler: reading,
    },
    async () => [...(await admin.connectors())],
  );
  app.post(
    '/partners/:id/check',
    {
      schema: {
        ...{ tags, summary: 'What would become of a message of this partner', body: CheckMessage },
        ...{ params: Type.Object({ id: PartnerId }), response: { 200: MessageCheck } },
      },
      preHandler: reading,
    },
    (request) => admin.check(http.operatorOf(request), request.params.id, request.body.message),
  );
  keyRoutes(app, http, admin);
}

function keyRoutes(app: Api, http: HttpKit, admin: Interconnection['admin']): void {
  app.post(
    '/partners/:id/keys/fetch',
    {
      schema: {
        ...{ tags, summary: 'Propose the new keys of its confirmed address', body: Nothing },
        ...{ params: Type.Object({ id: PartnerId }), response: { 200: PartnerView } },
      },
      preHandler: http.requirePermission('interconnection.manage', { fresh: true }),
    },
    async (request, reply) => {
      const { id } = request.params;
      // Before the transaction: nobody's database waits for a partner.
      const jwks = await admin.fetchKeys(http.operatorOf(request), id);
      const propose = async (tx: Tx) => ({ status: 200, body: await admin.proposeFetched(tx, id, jwks) });
      return http.idempotent(request, reply, propose, { key: 'optional' }) as Promise<never>;
    },
  );
  app.get(
    '/own-keys',
    {
      schema: { tags, summary: 'Our own keys', response: { 200: Type.Array(OwnKeyFacts) } },
      preHandler: http.requirePermission('interconnection.read'),
    },
    async () => [...(await admin.ownKeys())],
  );
  app.post(
    '/own-keys',
    {
      schema: { tags, summary: 'Make the next key of a purpose', body: RotateKey, response: { 201: OwnKeyFacts } },
      preHandler: http.requirePermission('interconnection.manage', { fresh: true }),
    },
    (request, reply) =>
      http.idempotent(request, reply, async (tx) => ({
        status: 201,
        body: await admin.rotateKey(tx, request.body),
      })) as Promise<never>,
  );
}
