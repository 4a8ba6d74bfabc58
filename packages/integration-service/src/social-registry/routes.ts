import { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { VillageChoices } from '@interlink/contracts/social-registry/village';
import { Type } from 'typebox';
import type { Api, HttpKit } from '../platform/http/api.js';
import { assessmentRoutes } from './assessments/routes.js';
import { changeRoutes } from './changes/routes.js';
import { intakeRoutes } from './intake/routes.js';
import { photoRoutes } from './photos/routes.js';
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
    '/social-registry/villages',
    {
      schema: {
        tags,
        summary: 'The villages of the operator’s districts, with what they lie in',
        response: { 200: VillageChoices },
      },
      preHandler,
    },
    (request) => registry.villages(http.operatorOf(request)),
  );
  templateRoutes(app, http, registry);
  intakeRoutes(app, http, registry.intake);
  photoRoutes(app, http, registry.photos, registry.intake);
  publicationRoutes(app, http, registry.publications);
  uploadRoutes(app, http, registry.uploads);
  assessmentRoutes(app, http, registry.assessments);
  changeRoutes(app, http, registry.changes);
}

const Form = Type.Object({ form: Type.Optional(Type.Enum(['csv', 'xlsx'])) }, { additionalProperties: false });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function templateRoutes(app: Api, http: HttpKit, { template, spreadsheetTemplate }: SocialRegistry): void {
  app.get(
    '/social-registry/questionnaires/:code/template',
    {
      schema: { tags, summary: 'The template of an upload, as CSV or XLSX', params: ByCode, querystring: Form },
      preHandler: http.requirePermission('social-registry.read'),
    },
    async (request, reply) => {
      const { code } = request.params;
      const { form = 'csv' } = request.query;
      const { language } = http.operatorOf(request).session;
      const body = form === 'xlsx' ? await spreadsheetTemplate(code, language) : template(code);
      return reply
        .type(form === 'xlsx' ? XLSX : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${code.replaceAll(/[^a-z0-9_]/g, '')}.${form}"`)
        .send(body);
    },
  );
}
