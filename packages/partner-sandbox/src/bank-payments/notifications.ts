import type { FastifyInstance } from 'fastify';
import type { Books, Movement } from './books.js';
import { writeCamt054 } from './camt-054-writer.js';
import type { Traits } from './profiles.js';

interface Announcing {
  readonly books: Books;
  readonly traits: Traits;
  readonly today: () => string;
}

/**
 * `GET /accounts/:number/notifications?from=` and `GET /notifications/:id`: what came back, told on the day that it
 * came.
 */
export function notificationRoutes(app: FastifyInstance, { books, traits, today }: Announcing): void {
  const daysOf = (account: string): ReadonlyMap<string, readonly Movement[]> => {
    const returns = books.movementsOf(account).filter(({ kind, day }) => kind === 'return' && day <= today());
    return new Map(returns.map(({ day }) => [day, returns.filter((one) => one.day === day)]));
  };
  app.get<{ Params: { number: string }; Querystring: { from?: string } }>(
    '/accounts/:number/notifications',
    { config: { operation: 'notifications' } },
    async ({ params: { number }, query: { from = '' } }) => ({
      notifications: [...daysOf(number).keys()]
        .filter((day) => day >= from)
        .map((day) => ({ id: `N-${number}-${day}` })),
    }),
  );
  const one = { config: { operation: 'notification' } };
  app.get<{ Params: { id: string } }>('/notifications/:id', one, async ({ params: { id } }, reply) => {
    const [, account = '', day = ''] = /^N-(.+)-(\d{4}-\d{2}-\d{2})$/.exec(id) ?? [];
    const returns = daysOf(account).get(day);
    if (!returns) return reply.code(404).send({ error: 'unknown_notification' });
    return reply.type('application/xml').send(writeCamt054(account, id, returns, traits));
  });
}
