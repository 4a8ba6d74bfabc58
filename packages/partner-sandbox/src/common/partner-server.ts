import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from './clock.js';
import type { Fault, Faults } from './faults.js';
import { watchOwnErrors } from './own-errors.js';
import { WIRE_FAULTS, type FaultKind, type PartnerName } from './partners.js';
import { describeBody, type Received } from './received.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The name under which a request is recorded and can be made to fail. */
    operation?: string;
  }
  interface FastifyRequest {
    wireFault: Fault | undefined;
    answered: { status: number; contentType: string; body: string } | undefined;
  }
}

/** What every partner is given. */
export interface PartnerTools {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly received: Received;
  /** Where the partner keeps its own state. */
  readonly folder: string;
}

/** Mutual TLS, and how large a body may be. */
export interface ServerOptions {
  readonly https?: ServerTls;
  readonly bodyLimit?: number;
}
type ServerTls = Readonly<Record<'key' | 'cert' | 'ca' | 'minVersion', string>> & {
  readonly requestCert: true;
  readonly rejectUnauthorized: true;
};

const OFF_CONTRACT = 'unknown';

/** A server whose requests are recorded as they came and that fails on demand; bodies reach the routes as text. */
export function openPartnerServer(
  name: PartnerName,
  tools: PartnerTools,
  options: ServerOptions = {},
): FastifyInstance {
  const app = openServer(name, options);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.decorateRequest('wireFault', undefined);
  app.decorateRequest('answered', undefined);
  app.addHook('preHandler', (request, reply) => beforeWork(name, tools, request, reply));
  app.addHook('onSend', afterWork);
  app.addHook('onResponse', answerTwice);
  app.setNotFoundHandler(async (request, reply) => {
    record(name, tools, request);
    await reply.code(404).send({ error: 'not_found' });
  });
  return app;
}

/** Closes at once, with whatever hangs; tells the log what broke. */
export function openServer(name: string, options: ServerOptions = {}): FastifyInstance {
  // The type of a server by TLS differs in nothing that is used here.
  const settings = { logger: false, forceCloseConnections: true, ...options } as object;
  const app = fastify(settings) as unknown as FastifyInstance;
  watchOwnErrors(name, app);
  return app;
}

export const operationOf = (request: FastifyRequest): string => request.routeOptions.config.operation ?? OFF_CONTRACT;
export const textOf = ({ body }: FastifyRequest): string => (typeof body === 'string' ? body : '');

/** A fault that the partner shows in its answer. */
export const takeFault = (
  name: PartnerName,
  { faults }: PartnerTools,
  request: FastifyRequest,
  ...kinds: readonly FaultKind[]
): FaultKind | undefined => faults.take(name, operationOf(request), kinds)?.kind;

function record(name: PartnerName, { received }: PartnerTools, request: FastifyRequest): void {
  const correlationId = request.headers['x-correlation-id'];
  received.add(name, {
    operation: operationOf(request),
    method: request.method,
    path: request.url,
    correlationId: typeof correlationId === 'string' ? correlationId : null,
    body: describeBody(textOf(request), request.headers['content-type'] ?? ''),
  });
}

async function beforeWork(name: PartnerName, tools: PartnerTools, request: FastifyRequest, reply: FastifyReply) {
  record(name, tools, request);
  const fault = tools.faults.take(name, operationOf(request), WIRE_FAULTS);
  request.wireFault = fault;
  if (fault?.kind === 'delay') await sleep(fault.delayMs);
  if (fault?.kind === 'status-500') return reply.code(500).send('Internal Server Error');
  // Taken over and never answered.
  if (fault?.kind === 'timeout') reply.hijack();
  return undefined;
}

async function afterWork(request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  // The work is done; nobody will hear of it.
  if (request.wireFault?.kind === 'lost-answer') request.raw.socket.destroy();
  if (request.wireFault?.kind === 'duplicate-answer') {
    const contentType = String(reply.getHeader('content-type') ?? 'application/json');
    request.answered = { status: reply.statusCode, contentType, body: typeof payload === 'string' ? payload : '' };
  }
  return payload;
}

async function answerTwice({ answered, raw }: FastifyRequest) {
  if (!answered || raw.socket.destroyed) return;
  const { status, contentType, body } = answered;
  const head = `HTTP/1.1 ${status} Again\r\ncontent-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}`;
  raw.socket.write(`${head}\r\n\r\n${body}`);
}
