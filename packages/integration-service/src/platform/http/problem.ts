import { errorCatalogue, isServiceError, ServiceError, type ErrorCode } from '@interlink/contracts/errors';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging.js';
import { violationsOf, type Violation } from './violations.js';

export type ProblemLanguage = 'ar' | 'en' | 'fr';

/** RFC 9457, with the stable code that clients switch on. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly correlationId: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly violations?: readonly Violation[];
}

/** The first of our languages that the caller asks for, by its order; English otherwise. */
export function chooseLanguage(acceptLanguage: string | undefined): ProblemLanguage {
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((one) => one.trim().startsWith('q='));
      return { language: tag.split('-')[0] ?? '', quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .find(({ language }) => language === 'en' || language === 'fr' || language === 'ar');
  return (asked?.language as ProblemLanguage | undefined) ?? 'en';
}

/** What a person is told about a failure, and what a program can act on. */
export function toProblem(error: ServiceError, request: FastifyRequest, violations?: Problem['violations']): Problem {
  const text = errorCatalogue[error.code];
  const language = chooseLanguage(request.headers['accept-language']);
  return {
    type: `/interlink/api/docs#${error.code}`,
    title: text[language],
    status: text.status,
    detail: text[language],
    // The path alone: a query may hold what people bear.
    instance: request.url.split('?')[0] ?? '/',
    code: error.code,
    correlationId: request.correlationId,
    ...(Object.keys(error.details).length > 0 && { details: error.details }),
    ...(violations && { violations }),
  };
}

/** The one place that turns a failure into an answer. A stranger is a bug: logged by name, told as 500. */
export function problemHandler(log: Log) {
  return (thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { error, violations } = classify(thrown);
    const problem = toProblem(error, request, violations);
    if (problem.status >= 500) {
      log.error('A request failed', {
        code: error.code,
        correlationId: request.correlationId,
        method: request.method,
        route: request.routeOptions.url ?? '',
        errorName: thrown.name,
        sqlState: sqlState(thrown),
        status: problem.status,
      });
    }
    return sendProblem(reply, problem);
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const language = chooseLanguage(reply.request.headers['accept-language']);
  const wait = problem.details?.['retryAfterSeconds'];
  if (problem.status === 503) void reply.header('retry-after', '5');
  if (problem.status === 429 && typeof wait === 'number') void reply.header('retry-after', String(wait));
  return reply
    .status(problem.status)
    .header('content-language', language)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}

function classify(thrown: FastifyError): { readonly error: ServiceError; readonly violations?: Problem['violations'] } {
  if (isServiceError(thrown)) return { error: thrown };
  if (thrown.validation) {
    const violations = violationsOf(thrown.validation, thrown.validationContext);
    return { error: new ServiceError('platform.body-invalid', {}, { cause: thrown }), violations };
  }
  if (thrown.statusCode === 429) return { error: new ServiceError('platform.too-many-requests') };
  if (thrown.statusCode === 404) return { error: new ServiceError('platform.not-found') };
  if (thrown.code === 'FST_UNDER_PRESSURE') return { error: new ServiceError('platform.overloaded') };
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return { error: new ServiceError('platform.body-invalid', {}, { cause: thrown }) };
  }
  return { error: new ServiceError('platform.internal', {}, { cause: thrown }) };
}

const sqlState = (thrown: { readonly code?: unknown }) =>
  typeof thrown.code === 'string' && /^[0-9A-Z]{5}$/.test(thrown.code) ? thrown.code : undefined;
