import { Maintenance } from '@interlink/contracts/registry/maintenance';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { Tx } from '../platform/transaction.js';
import type { Registry } from './service.js';

const tags = ['registry'];
const Nothing = Type.Object({}, { additionalProperties: false });
const Replayed = Type.Object({ keys: Type.Integer({ minimum: 0 }) });

export function maintenanceRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const preHandler = http.requirePermission('registry.operate');
  app.get(
    '/registry/maintenance',
    { schema: { tags, summary: 'How far rebuild and sweep are', response: { 200: Maintenance } }, preHandler },
    () => registry.maintenance(),
  );
  for (const [path, summary, ask] of [
    ['rebuild', 'Fold the whole view anew, in the background', (tx: Tx) => registry.askRebuild(tx)],
    ['sweep', 'Read all of openIMIS again, in the background', (tx: Tx) => registry.askSweep(tx)],
  ] as const) {
    app.post(
      `/registry/maintenance/${path}`,
      { schema: { tags, summary, body: Nothing, response: { 204: Type.Null() } }, preHandler },
      (request, reply) =>
        http.idempotent(
          request,
          reply,
          async (tx) => {
            await ask(tx);
            return { status: 204, body: null };
          },
          { key: 'optional' },
        ) as Promise<null>,
    );
  }
  app.post(
    '/registry/maintenance/erasures',
    {
      schema: {
        tags,
        summary: 'After a restore: erase again whom the journal names',
        body: Nothing,
        response: { 200: Replayed },
      },
      preHandler: http.requirePermission('registry.operate', { fresh: true }),
    },
    async (request) => ({ keys: await registry.privacy.replay(http.operatorOf(request).actor) }),
  );
}
