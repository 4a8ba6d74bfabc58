import type { FastifyInstance } from 'fastify';

/** One line that names the partner, what was asked and why it failed, then where. */
export function tellOwnError(partner: string, asked: string, error: unknown): void {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const where = stack.split('\n').slice(1, 6).join('\n');
  process.stderr.write(`${new Date().toISOString()} ${partner} failed of itself at ${asked}: ${message}\n${where}\n`);
}

/**
 * A partner that breaks says so in the sandbox's log: a 500 without a cause helps nobody. What it refuses is no
 * failure.
 */
export function watchOwnErrors(partner: string, app: FastifyInstance): void {
  app.addHook('onError', async (request, _reply, error) => {
    if ((error.statusCode ?? 500) >= 500)
      tellOwnError(partner, `${request.method} ${request.url.split('?')[0]}`, error);
  });
}
