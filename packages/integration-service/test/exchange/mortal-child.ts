import { readFileSync } from 'node:fs';
import path from 'node:path';
import { partnerDestination } from '../../src/exchange/callbacks/deliver.js';
import { waitingStreams } from '../../src/exchange/callbacks/relays.js';
import { workOn } from '../../src/exchange/callbacks/work.js';
import { exchangeRoutes } from '../../src/exchange/routes.js';
import { createDciServer, type DciServer } from '../../src/exchange/service.js';
import type { ExchangeTables } from '../../src/exchange/tables.js';
import { createInterconnection } from '../../src/interconnection/service.js';
import { openDatabase } from '../../src/platform/database.js';
import { uuidv7Ids } from '../../src/platform/ids.js';
import { openBoss } from '../../src/platform/jobs/boss.js';
import { openLog } from '../../src/platform/logging.js';
import { openMetrics } from '../../src/platform/metrics.js';
import { openRelay } from '../../src/platform/outbox/relay.js';
import { createPlatform, type Platform } from '../../src/platform/platform.js';
import { createRegistry } from '../../src/registry/service.js';
import { fakeDirectory, openTestServer } from '../support/server.js';
import type { MortalTask } from './mortal-exchange.js';
import { fakeRegistry } from './fake-registry.js';

function openPlatform(task: MortalTask): { platform: Platform; close(): Promise<void> } {
  const clock = { now: () => new Date(task.now) };
  const database = openDatabase({ connectionString: task.databaseUrl, name: 'mortal', maxConnections: 5 });
  const platform = createPlatform({
    ...{ config: { ...task.config, failpoint: task.failpoint }, clock, database, ids: uuidv7Ids(clock) },
    boss: openBoss(database, 'sender'),
    kek: Buffer.from(task.kek, 'base64'),
    smsTemplates: JSON.parse(readFileSync(path.join(task.config.configDir, 'messages.json'), 'utf8')),
    log: openLog({ level: 'silent', process: 'test' }),
    metrics: openMetrics(),
    subscriptions: {},
  });
  return { platform, close: () => database.close() };
}

/** One turn of `interlink work`, or one request to `interlink serve`; the failpoint of the task kills it on the way. */
async function live(task: MortalTask): Promise<void> {
  const { platform, close } = openPlatform(task);
  const interconnection = await createInterconnection(platform);
  const registry = task.request ? createRegistry(platform) : fakeRegistry();
  const server = createDciServer(platform, { interconnection, registry });
  if (task.request) await answerOne(platform, server, task.request);
  else await workOnce(platform, server);
  await server.close();
  await interconnection.close();
  await close();
}

async function answerOne(platform: Platform, { context }: DciServer, request: NonNullable<MortalTask['request']>) {
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
  for (const stream of await waitingStreams(context)) {
    await openRelay(platform, partnerDestination(context, stream.slice('dci:'.length)), platform.ids.next()).drain();
  }
}

process.once('message', (task) => {
  live(task as MortalTask).then(
    () => process.exit(0),
    (thrown: unknown) => {
      process.stderr.write(`${String((thrown as Error).stack)}\n`);
      process.exit(1);
    },
  );
});
