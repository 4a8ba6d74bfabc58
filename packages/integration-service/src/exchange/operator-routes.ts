import { BulkFileFilter, BulkFilePage } from '@interlink/contracts/exchange/bulk';
import { FollowedRegistries, FollowedRegistry, FollowRegistry } from '@interlink/contracts/exchange/inquiry';
import { SubscriptionFilter, SubscriptionPage } from '@interlink/contracts/exchange/subscription-view';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import { toBulkFile } from './bulk/view.js';
import { listFiles } from './bulk/store.js';
import type { Following } from './client/following.js';
import type { ExchangeContext } from './context.js';
import { listSubscriptions } from './store/subscription-views.js';

const tags = ['exchange'];
const Nothing = Type.Object({}, { additionalProperties: false });

/**
 * For operators, under `/interlink/api/v1`: who is told of what, and which files passed. Partners have their own API.
 */
export function subscriptionRoutes(app: Api, http: HttpKit, { platform }: Pick<ExchangeContext, 'platform'>): void {
  app.get(
    '/subscriptions',
    {
      schema: {
        tags,
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

/** For operators: which events of other registries we are told of. */
export function followingRoutes(app: Api, http: HttpKit, following: Following): void {
  app.get(
    '/followed-registries',
    {
      schema: { tags, summary: 'What other registries tell us of', response: { 200: FollowedRegistries } },
      preHandler: http.requirePermission('interconnection.read'),
    },
    async () => ({ items: await following.list() }),
  );
  app.post(
    '/followed-registries',
    {
      schema: {
        ...{ tags, summary: 'Ask a registry to tell us of its events', body: FollowRegistry },
        response: { 202: FollowedRegistry },
      },
      preHandler: http.requirePermission('interconnection.manage'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 202,
        body: await following.follow(http.operatorOf(request).actor, request.body),
      })) as Promise<never>,
  );
  app.post(
    '/followed-registries/:id/end',
    {
      schema: {
        ...{ tags, summary: 'Ask a registry to tell us no more', body: Nothing },
        ...{ params: Type.Object({ id: Type.String({ format: 'uuid' }) }), response: { 202: FollowedRegistry } },
      },
      preHandler: http.requirePermission('interconnection.manage'),
    },
    (request, reply) =>
      http.idempotentAround(request, reply, async () => ({
        status: 202,
        body: await following.end(http.operatorOf(request).actor, request.params.id),
      })) as Promise<never>,
  );
}
