import { SubscriptionFilter, SubscriptionPage } from '@interlink/contracts/exchange/subscription-view';
import type { Api, HttpKit } from '../platform/http/api.js';
import type { ExchangeContext } from './context.js';
import { listSubscriptions } from './store/subscription-views.js';

/** For operators, under `/interlink/api/v1`: who is told of what. Partners have their own API. */
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
}
