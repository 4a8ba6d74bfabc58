import { isServiceError } from '@interlink/contracts/errors';
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
  /** Why a check fails, as a code, where it says so. */
  readonly reasons: Readonly<Record<string, string>>;
}

const CHECK_MS = 2000;

export async function reportReady(checks: readonly ReadyCheck[]): Promise<ReadyReport> {
  const results = await Promise.all(checks.map(async ({ name, check }) => [name, await verdict(check)] as const));
  return {
    ready: results.every(([, { verdict: result }]) => result === 'ok'),
    checks: Object.fromEntries(results.map(([name, { verdict: result }]) => [name, result])),
    reasons: Object.fromEntries(
      results.flatMap(([name, { reason }]) => (reason === undefined ? [] : [[name, reason]])),
    ),
  };
}

interface Verdict {
  readonly verdict: 'ok' | 'failing';
  readonly reason?: string;
}

/** A reason that is a code of ours; messages of others stay out (S13). */
function failing(thrown: unknown): Verdict {
  const reason = isServiceError(thrown) ? thrown.details['reason'] : undefined;
  return { verdict: 'failing', ...(typeof reason === 'string' && { reason }) };
}

async function verdict(check: () => Promise<void>): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve({ verdict: 'failing', reason: 'too-slow' }), CHECK_MS);
  });
  const asked = check().then((): Verdict => ({ verdict: 'ok' }), failing);
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
