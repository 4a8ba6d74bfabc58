import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform.js';
import { spanOf } from '../tracing.js';

/** One line, one measurement and one span a request; the pattern of the route, never the address with its ids. */
export function addRequestLog(app: FastifyInstance, { log, metrics }: Pick<Platform, 'log' | 'metrics'>): void {
  const seconds = metrics.histogram('http_request_seconds', 'Time to answer', ['method', 'route', 'status']);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method, correlationId } = request;
    const status = reply.statusCode;
    seconds.observe({ method, route, status: String(status) }, reply.elapsedTime / 1000);
    const fields = { method, route, status, correlationId, tookMs: Math.round(reply.elapsedTime) };
    spanOf('http.request', fields);
    // Health is asked every few seconds.
    if (!route.startsWith('/interlink/health/')) log.info('Answered', fields);
  });
}
