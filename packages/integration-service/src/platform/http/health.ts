import type { FastifyInstance } from 'fastify';

/** Something without which this process cannot do its work. */
export interface ReadyCheck {
  readonly name: string;
  /** Throws, or takes too long, when it is not well. */
  check(): Promise<void>;
}

export interface ReadyReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failing'>>;
}

const CHECK_MS = 2000;

export async function reportReady(checks: readonly ReadyCheck[]): Promise<ReadyReport> {
  const results = await Promise.all(checks.map(async ({ name, check }) => [name, await verdict(check)] as const));
  return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
}

async function verdict(check: () => Promise<void>): Promise<'ok' | 'failing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failing'>((resolve) => {
    timer = setTimeout(() => resolve('failing'), CHECK_MS);
  });
  const asked = check().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is wrong is told on the operations port alone; here it is 200 or 503. */
export function addHealth(app: FastifyInstance, checks: readonly ReadyCheck[]): void {
  const hidden = { schema: { hide: true } };
  app.get('/interlink/health/live', hidden, async () => ({ live: true }));
  app.get('/interlink/health/ready', hidden, async (_request, reply) => {
    const { ready } = await reportReady(checks);
    return reply.status(ready ? 200 : 503).send({ ready });
  });
}
