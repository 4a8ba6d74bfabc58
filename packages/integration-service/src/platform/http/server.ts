import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import underPressure from '@fastify/under-pressure';
import { ServiceError } from '@interlink/contracts/errors';
import fastify from 'fastify';
import type { ServerOptions as SecureServerOptions } from 'node:https';
import type { TlsSettings } from '../environment.js';
import type { Platform } from '../platform.js';
import { openParked } from '../outbox/parked.js';
import { openConfirmations } from '../session/confirmations.js';
import type { Api, HttpKit } from './api.js';
import { addCorrelation } from './correlation.js';
import { addHealth, type ReadyCheck } from './health.js';
import { guardFirst } from './guard-first.js';
import { openHttpKit } from './kit.js';
import { addOpenApi } from './open-api.js';
import { outboxRoutes } from './outbox-routes.js';
import { openOperators, type OperatorDirectory, type PasswordCheck } from './operators.js';
import { refuseForeignChange } from './origin.js';
import { problemHandler } from './problem.js';
import { openRate } from './rate.js';
import { addRequestLog } from './request-log.js';
import type { Rights } from './rights.js';
import { reasonRoute, sessionRoutes } from './session-route.js';
import { refuseUnstorable } from './storable.js';

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
  /** Requests a minute of one user; five times as many from one address, whatever tokens they bear. */
  readonly requestsPerMinute?: number;
  /** How long the turns of the event loop take when nobody more is let in; 0: everybody always is. */
  readonly overloadedAtMs?: number;
}

const MEGABYTE = 1_048_576;
const HEAD_BYTES = 16_384;
/** An office of operators shares one address. */
const ADDRESS_FACTOR = 5;
const OVERLOADED_AT_MS = 2000;
/** Longer than what is too long: where one pause fills the whole time nothing is measured, which counts as endless. */
const MEASURED_MS = 3000;
const requestsPerMinute = (parts: ServerParts) => parts.requestsPerMinute ?? 1200;

/** The operators' API, ready to listen. No CORS header is ever sent; GET has no effect. */
export async function openServer(parts: ServerParts): Promise<Api> {
  const app = fastify({
    bodyLimit: MEGABYTE,
    ...transport(parts.platform.config.tls),
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
  await addGuards(app, parts);
  await addOpenApi(app);
  await addRoutes(app, parts);
  return app;
}

/**
 * Plain http behind a proxy, or TLS of our own. A client certificate is asked of everybody and demanded of nobody here:
 * browsers have none. Whose it is, and whether it must be there, is the partner's registration's to say.
 */
function transport(tls: TlsSettings | undefined): { readonly http?: { readonly maxHeaderSize: number } } {
  if (!tls) return { http: { maxHeaderSize: HEAD_BYTES } };
  const { certificate: cert, key, clientAuthorities: ca } = tls;
  const clients = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: false };
  const https: SecureServerOptions = { cert, key, minVersion: 'TLSv1.2', maxHeaderSize: HEAD_BYTES, ...clients };
  // The library's types know two servers; what is done with either is the same.
  return { https } as object;
}

/** What helmet has every answer say: it is the same each time, so it is asked once and not of each request. */
async function securityHeaders(): Promise<Readonly<Record<string, string>>> {
  const asked = fastify();
  await asked.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const headers: Record<string, string> = {};
  asked.get('/', async (_request, reply) => Object.assign(headers, reply.raw.getHeaders()));
  await asked.inject('/');
  await asked.close();
  return headers;
}

async function addGuards(app: Api, parts: ServerParts): Promise<void> {
  const headers = await securityHeaders();
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
  await app.register(rateLimit, {
    max: requestsPerMinute(parts) * ADDRESS_FACTOR,
    timeWindow: 60_000,
    // Before anybody is known: a token that was made up gives no new share. Users are counted once they are known.
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: () => new ServiceError('platform.too-many-requests'),
  });
  await app.register(underPressure, {
    maxEventLoopDelay: parts.overloadedAtMs ?? OVERLOADED_AT_MS,
    sampleInterval: MEASURED_MS,
    pressureHandler: () => {
      throw new ServiceError('platform.overloaded');
    },
  });
}

async function addRoutes(app: Api, parts: ServerParts): Promise<void> {
  const { platform, directory, rights } = parts;
  const confirmations = openConfirmations(platform, directory);
  const { clock } = platform;
  const strangers = openRate(clock, requestsPerMinute(parts) / 4);
  const operators = openOperators(directory, rights, clock, strangers);
  const perUser = openRate(clock, requestsPerMinute(parts));
  const http = openHttpKit({ platform, operators, confirmations, perUser });
  addHealth(app, parts.readyChecks);
  for (const register of parts.root) register(app);
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<TypeBoxTypeProvider>();
      api.addHook('onRoute', guardFirst(http.isGuard));
      // Before the body is looked at: what another site can send is refused unread.
      api.addHook('onRequest', async (request) => refuseForeignChange(request, parts.platform.config.publicOrigin));
      api.addHook('preValidation', async (request) => refuseUnstorable(request));
      // Answers hold people: no browser and no proxy keeps them.
      api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      // Files come as bare bytes (S7), a part at a time.
      api.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
        done(null, body),
      );
      sessionRoutes(api, http, confirmations);
      reasonRoute(api, http, platform.inTransaction);
      outboxRoutes(api, http, openParked(platform));
      for (const register of parts.api) register(api, http);
    },
    { prefix: API_PREFIX },
  );
  await app.ready();
}
