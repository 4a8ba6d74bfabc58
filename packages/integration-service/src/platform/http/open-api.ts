import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

export const OPEN_API_PATH = '/interlink/api/openapi.json';
const DOCS_PATH = '/interlink/api/docs';

/** OpenAPI 3.1 from the very schemas that validate, and a page that shows it without any foreign address. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Interlink operators’ API',
        version: '1.0.0',
        description: 'Errors are problem+json with a stable `code`. Changes by cookie need `X-Interlink: 1`.',
      },
      components: {
        securitySchemes: {
          openimisCookie: { type: 'apiKey', in: 'cookie', name: 'JWT' },
          openimisToken: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ openimisCookie: [] }, { openimisToken: [] }],
    },
  });
  await app.register(swaggerUi, { routePrefix: DOCS_PATH, staticCSP: true, uiConfig: { docExpansion: 'list' } });
  app.get(OPEN_API_PATH, { schema: { hide: true } }, async () => app.swagger());
}
