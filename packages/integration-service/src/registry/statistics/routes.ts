import { Statistics, StatisticsQuery, StatisticsTable } from '@interlink/contracts/registry/statistics';
import { toCsv } from '@interlink/domain/registry/statistics/csv';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../../platform/http/api.js';
import { scopeOf } from '../access.js';
import type { Registry } from '../service.js';

const tags = ['registry'];
const OneTable = Type.Object({ table: StatisticsTable }, { additionalProperties: false });

/** Summaries: no person is read, so nothing stands in the access log. */
export function statisticsRoutes(app: Api, http: HttpKit, registry: Registry): void {
  const preHandler = http.requirePermission('registry.read');
  app.get(
    '/registry/statistics',
    {
      schema: {
        tags,
        summary: 'Coverage, overlaps and expenditure of your districts and programmes; small numbers are kept back',
        querystring: StatisticsQuery,
        response: { 200: Statistics },
      },
      preHandler,
    },
    (request) => {
      const { purpose, asOf } = request.query;
      return registry.statistics(scopeOf(http.operatorOf(request), purpose, registry.policy), asOf);
    },
  );
  app.get(
    '/registry/statistics/:table/csv',
    {
      schema: { tags, summary: 'One table of the statistics as CSV', params: OneTable, querystring: StatisticsQuery },
      preHandler,
    },
    async (request, reply) => {
      const { purpose, asOf } = request.query;
      const { table } = request.params;
      const scope = scopeOf(http.operatorOf(request), purpose, registry.policy);
      const text = toCsv(await registry.statistics(scope, asOf), table);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${table}.csv"`)
        .send(text);
    },
  );
}
