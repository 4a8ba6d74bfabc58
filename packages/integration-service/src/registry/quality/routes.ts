import { FaultyPage, FaultyQuery, OfQualityRule, Quality, QualityQuery } from '@interlink/contracts/registry/quality';
import { qualityCsv } from '@interlink/domain/registry/quality/csv';
import type { Api, HttpKit } from '../../platform/http/api.js';
import { scopeOf } from '../access.js';
import type { Registry } from '../service.js';

const tags = ['registry'];

/** IBR-015. The measures are summaries; only the list of who is at fault reads people, and stands in the access log. */
export function qualityRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const preHandler = http.requirePermission('registry.read');
  app.get(
    '/registry/quality',
    {
      schema: {
        tags,
        summary: 'How complete, valid, timely and unique the data of your districts are, by rule, source and district',
        querystring: QualityQuery,
        response: { 200: Quality },
      },
      preHandler,
    },
    (request) => {
      const { purpose, asOf, judged } = request.query;
      return registry.quality.read(scopeOf(http.operatorOf(request), purpose, registry.policy), asOf, judged);
    },
  );
  app.get(
    '/registry/quality/csv',
    { schema: { tags, summary: 'The same as CSV', querystring: QualityQuery }, preHandler },
    async (request, reply) => {
      const { purpose, asOf, judged } = request.query;
      const scope = scopeOf(http.operatorOf(request), purpose, registry.policy);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="quality.csv"')
        .send(qualityCsv(await registry.quality.read(scope, asOf, judged)));
    },
  );
  app.get(
    '/registry/quality/:rule/people',
    {
      schema: {
        tags,
        summary: 'Who a rule of data quality found fault with',
        params: OfQualityRule,
        querystring: FaultyQuery,
        response: { 200: FaultyPage },
      },
      preHandler,
    },
    (request) => {
      const operator = http.operatorOf(request);
      const { purpose, ...query } = request.query;
      const scope = scopeOf(operator, purpose, registry.policy);
      return registry.quality.listFaulty(operator.actor, scope, request.params.rule, query);
    },
  );
}
