import { ConnectorHealth } from '@interlink/contracts/interconnection/connectors';
import { CheckMessage, MessageCheck } from '@interlink/contracts/interconnection/console';
import { OwnKeyFacts, RotateKey } from '@interlink/contracts/interconnection/own-keys';
import { PartnerId } from '@interlink/contracts/interconnection/registered-partner';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Interconnection } from './service.js';

const tags = ['interconnection'];

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
  app.get(
    '/own-keys',
    { schema: { tags, summary: 'Our own keys', response: { 200: Type.Array(OwnKeyFacts) } }, preHandler: reading },
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
