import { DecideHousehold, HouseholdAcross, HouseholdPairs } from '@interlink/contracts/registry/household-across';
import { Purpose } from '@interlink/contracts/registry/scope';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import { scopeOf } from './access.js';
import { ById, tags, versionOf, When, whenOf } from './route-parts.js';
import type { Registry } from './service.js';

const OfNumber = Type.Object(
  { purpose: Purpose, number: Type.String({ minLength: 1, maxLength: 80 }) },
  { additionalProperties: false },
);

export function householdRoutes(app: Api, http: HttpKit, registry: Registry): void {
  app.get(
    '/registry/households/:id',
    {
      schema: {
        tags,
        summary:
          'One household with its members, and what other systems say of the same one, now or as of a day and as known at a moment',
        params: ById,
        querystring: When,
        response: { 200: HouseholdAcross },
      },
      preHandler: http.requirePermission('registry.read'),
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const scope = scopeOf(operator, request.query.purpose, registry.policy);
      return registry.getHouseholdAcross(operator.actor, request.params.id, scope, whenOf(request.query));
    },
  );
  app.get(
    '/registry/households/:id/pairs',
    {
      schema: {
        tags,
        summary: 'A household beside others of a number, to be decided about whether or not they share anybody',
        params: ById,
        querystring: OfNumber,
        response: { 200: HouseholdPairs },
      },
      preHandler: http.requirePermission('registry.link'),
    },
    async (request) => {
      const operator = http.operatorOf(request);
      const { purpose, number } = request.query;
      const scope = scopeOf(operator, purpose, registry.policy);
      return { pairs: await registry.findHouseholdPairs(operator.actor, request.params.id, number, scope) };
    },
  );
  decisionRoute(app, http, registry);
}

function decisionRoute(app: Api, http: HttpKit, registry: Registry): void {
  app.post(
    '/registry/households/:id/decisions',
    {
      schema: {
        tags,
        summary: 'Two households are one, or are not, or the rule is to say; If-Match: the version of the pair',
        params: ById,
        body: DecideHousehold,
        response: { 204: Type.Null() },
      },
      // S7: rights are asked of openIMIS again, not believed for a minute.
      preHandler: http.requirePermission('registry.link', { fresh: true }),
    },
    async (request, reply) => {
      const operator = http.operatorOf(request);
      const { actor } = operator;
      const { otherId, decision, purpose, reason } = request.body;
      const { id } = request.params;
      const scope = scopeOf(operator, purpose, registry.policy);
      // Who may not see both may not say what they are to each other.
      for (const one of [id, otherId]) await registry.getHousehold(actor, one, scope);
      await registry.decideHousehold(id, { otherId, decision }, scope, { actor, reason, ...versionOf(request) });
      return reply.code(204).send(null);
    },
  );
}
