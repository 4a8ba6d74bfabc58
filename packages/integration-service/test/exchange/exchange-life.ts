import { partnerDestination } from '../../src/exchange/callbacks/deliver.js';
import { runFile } from '../../src/exchange/bulk/run.js';
import { listForgottenFiles } from '../../src/exchange/bulk/store.js';
import { waitingStreams } from '../../src/exchange/callbacks/relays.js';
import { workOn } from '../../src/exchange/callbacks/work.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { createDciServer, type DciServer } from '../../src/exchange/service.js';
import type { ExchangeTables } from '../../src/exchange/tables.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import type { Platform } from '../../src/platform/platform.js';
import { createRegistry } from '../../src/registry/service.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import { fakeRegistry } from './fake-registry.js';
import type { ExchangeTask } from './mortal-exchange.js';

/** One turn of `interlink work`, or one request to `interlink serve`; the failpoint of the task kills it on the way. */
export async function life(platform: Platform, { request }: ExchangeTask): Promise<void> {
  const interconnection = await createInterconnection(platform);
  const registry = request ? createRegistry(platform) : fakeRegistry();
  const server = createDciServer(platform, { interconnection, registry });
  if (request) await answerOne(platform, server, request);
  else await workOnce(platform, server);
  await server.close();
  await interconnection.close();
}

async function answerOne(platform: Platform, { context }: DciServer, request: NonNullable<ExchangeTask['request']>) {
  const app = await openTestServer(platform, fakeDirectory({}), { root: [(root) => exchangeRoutes(root, context)] });
  const { statusCode } = await app.inject({ method: 'POST', ...request });
  if (statusCode !== 200) throw new Error(`the request was answered by ${statusCode}`);
  await app.close();
}

async function workOnce(platform: Platform, { context }: DciServer): Promise<void> {
  const waiting = await platform
    .db<ExchangeTables>()
    .selectFrom('exchange.transaction')
    .select('id')
    .where('state', '=', 'waiting')
    .execute();
  for (const { id } of waiting) await workOn(context, id);
  const { clock } = platform;
  for (const id of await listForgottenFiles(platform, clock.now(), clock.now())) await runFile(context, id);
  for (const stream of await waitingStreams(context)) {
    await openRelay(platform, partnerDestination(context, stream.slice('dci:'.length)), platform.ids.next()).drain();
  }
}
