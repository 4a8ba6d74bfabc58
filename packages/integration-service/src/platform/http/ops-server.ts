import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics.js';
import { reportReady, type ReadyCheck } from './health.js';

/** For those who run the deployment: metrics and what exactly is not well. Listens on loopback only. */
export function openOpsServer(metrics: Metrics, checks: readonly ReadyCheck[]): FastifyInstance {
  const app = fastify();
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  app.get('/live', async () => ({ live: true }));
  app.get('/ready', async (_request, reply) => {
    const report = await reportReady(checks);
    return reply.status(report.ready ? 200 : 503).send(report);
  });
  return app;
}
