import { ServiceError } from '@interlink/contracts/errors';
import { dciRoles, operations, type DciOperation, type DciRole } from '@interlink/contracts/exchange/dci/role';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bulkRoutes } from './bulk/routes.js';
import type { ExchangeContext } from './context.js';
import { admit, answer, refuse } from './server/endpoint.js';
import { DciFault } from './server/fault.js';
import { openApiOf } from './server/open-api.js';

export const DCI_PREFIX = '/interlink/dci';

interface Endpoint {
  readonly role: DciRole;
  /** Undefined: an address of files. */
  readonly operation: DciOperation | undefined;
}

/**
 * Partners' own API: one base path a role, all of the standard below it. Its errors are the standard's, not
 * problem+json.
 */
export function exchangeRoutes(app: FastifyInstance, context: ExchangeContext): void {
  void app.register(
    async (scope) => {
      scope.decorateRequest('dciPartner', undefined);
      // The very bytes are needed: they are what was signed.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
        if (isJson(request) || isPart(request)) done(null, body);
        else done(unsupported(), undefined);
      });
      scope.setErrorHandler((thrown, request, reply) => refuse(context, endpointOf(request), request, reply, thrown));
      scope.setNotFoundHandler((request, reply) =>
        refuse(context, endpointOf(request), request, reply, new ServiceError('platform.not-found')),
      );
      for (const role of dciRoles) addRole(scope, context, role);
    },
    { prefix: DCI_PREFIX },
  );
}

function addRole(scope: FastifyInstance, context: ExchangeContext, role: DciRole): void {
  for (const [name, { path, roles }] of Object.entries(operations)) {
    if (!roles.includes(role)) continue;
    const operation = name as DciOperation;
    scope.post(
      `/${role}/registry${path}`,
      {
        schema: { hide: true },
        config: { dci: { role, operation } },
        // First of all who it is; only then is the body read.
        onRequest: (request) => admit(context, operation, request),
      },
      async (request, reply) =>
        reply.header('cache-control', 'no-store').send(await answer(context, { role, operation }, request)),
    );
  }
  bulkRoutes(scope, context, role);
  scope.get(`/${role}/openapi.json`, { schema: { hide: true } }, async () => openApiOf(role, context.ownUrl));
}

const NOWHERE = { role: undefined, operation: undefined } as const;

const endpointOf = (request: FastifyRequest): Endpoint | typeof NOWHERE =>
  (request.routeOptions.config as { readonly dci?: Endpoint }).dci ?? NOWHERE;

/** A partner that forgets the type is met in the field; a form or plain text of a browser is not a partner. */
function isJson(request: FastifyRequest): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json') return true;
  return request.dciPartner?.lenient === true && (type === undefined || type === '' || type === 'text/plain');
}

/** Part of a file: bare bytes, where a file is sent and nowhere else. */
function isPart(request: FastifyRequest): boolean {
  return request.routeOptions.config.isBytes === true && request.headers['content-type'] === 'application/octet-stream';
}

const unsupported = () =>
  new DciFault({ code: 'err.request.bad', message: 'the body must be application/json' }, 'content-type', {
    status: 415,
  });
