import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import underPressure from '@fastify/under-pressure';
import { ServiceError } from '@interlink/contracts/errors';
import fastify from 'fastify';
import type { Platform } from '../platform.js';
import { openConfirmations } from '../session/confirmations.js';
import type { Api, HttpKit } from './api.js';
import { addCorrelation } from './correlation.js';
import { addHealth, type ReadyCheck } from './health.js';
import { openHttpKit } from './kit.js';
import { addOpenApi } from './open-api.js';
import { openOperators, tokenOf, type OperatorDirectory, type PasswordCheck } from './operators.js';
import { refuseForeignChange } from './origin.js';
import { problemHandler } from './problem.js';
import { addRequestLog } from './request-log.js';
import type { Rights } from './rights.js';
import { sessionRoutes } from './session-route.js';

export const API_PREFIX = '/interlink/api/v1';

export interface ServerParts {
  readonly platform: Platform;
  readonly directory: OperatorDirectory & PasswordCheck;
  readonly rights: Rights;
  readonly readyChecks: readonly ReadyCheck[];
  /** Routes under `/interlink/api/v1`. */
  readonly api: readonly ((app: Api, http: HttpKit) => void)[];
  /** Routes with their own full address, such as `/interlink/.well-known/jwks.json`. */
  readonly root: readonly ((app: Api) => void)[];
  /** Requests a minute from one address; a test sets it low. */
  readonly requestsPerMinute?: number;
}

const MEGABYTE = 1_048_576;
const HEAD_BYTES = 16_384;

/** The operators' API, ready to listen. No CORS header is ever sent; GET has no effect. */
export async function openServer(parts: ServerParts): Promise<Api> {
  const app = fastify({
    bodyLimit: MEGABYTE,
    http: { maxHeaderSize: HEAD_BYTES },
    // Behind the deployment's reverse proxy on the same machine, never behind a stranger's.
    trustProxy: '127.0.0.1',
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler(problemHandler(parts.platform.log));
  app.decorateRequest('operator', undefined);
  addCorrelation(app, parts.platform.ids);
  addRequestLog(app, parts.platform);
  app.setNotFoundHandler(() => {
    throw new ServiceError('platform.not-found');
  });
  await addGuards(app, parts.requestsPerMinute ?? 1200);
  await addOpenApi(app);
  await addRoutes(app, parts);
  return app;
}

async function addGuards(app: Api, requestsPerMinute: number): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    // One operator behind a shared address does not use up the others' share.
    keyGenerator: (request) => `${request.ip} ${tokenOf(request) ?? ''}`,
    errorResponseBuilder: () => new ServiceError('platform.too-many-requests'),
  });
  await app.register(underPressure, {
    maxEventLoopDelay: 2000,
    pressureHandler: () => {
      throw new ServiceError('platform.overloaded');
    },
  });
}

async function addRoutes(app: Api, parts: ServerParts): Promise<void> {
  const { platform, directory, rights } = parts;
  const confirmations = openConfirmations(platform, directory);
  const http = openHttpKit(platform, openOperators(directory, rights, platform.clock), confirmations);
  addHealth(app, parts.readyChecks);
  for (const register of parts.root) register(app);
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<TypeBoxTypeProvider>();
      // Before the body is looked at: what another site can send is refused unread.
      api.addHook('onRequest', async (request) => refuseForeignChange(request, parts.platform.config.publicOrigin));
      // Answers hold people: no browser and no proxy keeps them.
      api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      // Files come as bare bytes (S7), a part at a time.
      api.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      sessionRoutes(api, http, confirmations);
      for (const register of parts.api) register(api, http);
    },
    { prefix: API_PREFIX },
  );
  await app.ready();
}
