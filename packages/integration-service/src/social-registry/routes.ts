import { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import { assessmentRoutes } from './assessments/routes.js';
import { changeRoutes } from './changes/routes.js';
import { intakeRoutes } from './intake/routes.js';
import { publicationRoutes } from './publications/routes.js';
import type { SocialRegistry } from './service.js';
import { uploadRoutes } from './uploads/routes.js';

const tags = ['social-registry'];
const ByCode = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) });

/** Registered under `/interlink/api/v1`. */
export function socialRegistryRoutes(app: Api, http: HttpKit, registry: SocialRegistry): void {
  const preHandler = http.requirePermission('social-registry.read');
  app.get(
    '/social-registry/questionnaires',
    {
      schema: { tags, summary: 'The questionnaires of this deployment', response: { 200: Type.Array(Questionnaire) } },
      preHandler,
    },
    async () => [...registry.questionnaires],
  );
  app.get(
    '/social-registry/questionnaires/:code/template',
    { schema: { tags, summary: 'The first row of an upload, as CSV', params: ByCode }, preHandler },
    async ({ params }, reply) => {
      const text = registry.template(params.code);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${params.code.replaceAll(/[^a-z0-9_]/g, '')}.csv"`)
        .send(text);
    },
  );
  intakeRoutes(app, http, registry.intake);
  publicationRoutes(app, http, registry.publications);
  uploadRoutes(app, http, registry.uploads);
  assessmentRoutes(app, http, registry.assessments);
  changeRoutes(app, http, registry.changes);
}
