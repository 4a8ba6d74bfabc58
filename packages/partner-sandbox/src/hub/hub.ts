import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { readOrder } from '../bank-payments/conduct.js';
import type { BusinessClock } from '../common/clock.js';
import { readFault } from '../common/faults.js';
import { isPartnerName } from '../common/partners.js';
import { openServer, type PartnerTools } from '../common/partner-server.js';
import { inboxPage, operatorPage } from './pages.js';
import { readMove } from './move.js';
import type { HubTools } from './tools.js';

type Fields = Record<string, unknown> | undefined;

/** The operator's pages, and the same for programs. Development only: whoever reaches the port may use it. */
export async function openHub(tools: HubTools): Promise<FastifyInstance> {
  const { faults, received, inbox, businessClock } = tools;
  const app = openServer('hub');
  await app.register(formbody);
  const html = 'text/html; charset=utf-8';

  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/', async (_request, reply) => reply.type(html).send(operatorPage(tools)));
  app.get('/inbox', async (_request, reply) => reply.type(html).send(inboxPage(inbox)));
  app.get<{ Querystring: { to?: string } }>('/inbox.json', async ({ query: { to } }) =>
    inbox.messages
      // In a query string an unescaped plus is a space.
      .filter((sms) => to === undefined || sms.to === to.replace(/^ /, '+'))
      .map((sms) => ({ ...sms, status: inbox.statusOf(sms) }))
      .reverse(),
  );
  app.get<{ Params: { file: string } }>('/received/:file', async ({ params: { file } }, reply) => {
    const name = file.replace(/\.json$/, '');
    return isPartnerName(name) ? received.list(name) : reply.code(404).send({ error: 'no such partner' });
  });
  app.get('/books.json', async (_request, reply) => tools.books?.() ?? reply.code(404).send({ error: 'no payments' }));
  addConduct(app, tools.conduct);
  addFaultSwitches(app, faults);
  addClock(app, businessClock);
  return app;
}

const isForm = (contentType = ''): boolean => contentType.includes('urlencoded');

function addFaultSwitches(app: FastifyInstance, faults: PartnerTools['faults']): void {
  app.get('/faults', async () => faults.list());
  app.post<{ Body: Fields }>('/faults', async (request, reply) => {
    const fault = readFault(request.body ?? {});
    if (typeof fault === 'string') return reply.code(400).send({ error: fault });
    faults.add(fault);
    return isForm(request.headers['content-type']) ? reply.redirect('/', 303) : reply.code(201).send(fault);
  });
  app.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.post('/faults/clear', async (_request, reply) => {
    faults.clear();
    return reply.redirect('/', 303);
  });
}

/** What the bank is told to do to the payments that come next. */
function addConduct(app: FastifyInstance, conduct: HubTools['conduct']): void {
  app.get('/conduct', async () => conduct.open());
  app.post<{ Body: Fields }>('/conduct', async (request, reply) => {
    const order = readOrder(request.body ?? {});
    if (typeof order === 'string') return reply.code(400).send({ error: order });
    conduct.order(order);
    return reply.code(201).send(order);
  });
  app.delete('/conduct', async (_request, reply) => {
    conduct.clear();
    return reply.code(204).send();
  });
}

function addClock(app: FastifyInstance, businessClock: BusinessClock): void {
  const answer = () => ({ now: businessClock.now().toISOString() });
  app.get('/clock', async () => answer());
  app.post<{ Body: Fields }>('/clock', async (request, reply) => {
    const move = readMove(request.body ?? {});
    if (move === undefined) {
      return reply
        .code(400)
        .send({ error: 'Give at (a time with zone), advanceDays (a whole number) or real (true).' });
    }
    businessClock.move(move);
    return isForm(request.headers['content-type']) ? reply.redirect('/', 303) : answer();
  });
}
