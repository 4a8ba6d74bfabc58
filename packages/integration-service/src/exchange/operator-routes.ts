import { BulkFileFilter, BulkFilePage } from '@interlink/contracts/exchange/bulk';
import { SubscriptionFilter, SubscriptionPage } from '@interlink/contracts/exchange/subscription-view';
import type { Api, HttpKit } from '../platform/http/api.js';
import { toBulkFile } from './bulk/view.js';
import { listFiles } from './bulk/store.js';
import type { ExchangeContext } from './context.js';
import { listSubscriptions } from './store/subscription-views.js';

/** For operators, under `/interlink/api/v1`: who is told of what, and which files passed. Partners have their own API. */
export function subscriptionRoutes(app: Api, http: HttpKit, { platform }: Pick<ExchangeContext, 'platform'>): void {
  app.get(
    '/subscriptions',
    {
      schema: {
        tags: ['exchange'],
        summary: 'What partners are told of',
        querystring: SubscriptionFilter,
        response: { 200: SubscriptionPage },
      },
      preHandler: http.requirePermission('interconnection.read'),
    },
    ({ query }) => listSubscriptions(platform, query, platform.clock.now()),
  );
  app.get(
    '/exchange-files',
    {
      schema: {
        tags: ['exchange'],
        summary: 'Files that partners sent and fetched, the newest hundred',
        querystring: BulkFileFilter,
        response: { 200: BulkFilePage },
      },
      preHandler: http.requirePermission('interconnection.read'),
    },
    async ({ query }) => {
      const files = await listFiles(platform, query.partner);
      const items = files.map((file) => {
        const { partner, role, createdAt } = file;
        return { ...toBulkFile(file), partner, role, at: createdAt.toISOString() };
      });
      return { items };
    },
  );
}
