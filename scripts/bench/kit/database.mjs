import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { root } from '../../stack/paths.mjs';

const built = (file) => import(path.join(root, 'packages/integration-service/dist', file));
const ROLES = ['interlink_owner', 'interlink_app', 'interlink_seal', 'interlink_read'];
const configDir = path.join(root, 'openimis-config/development');
const service = path.join(root, 'packages/integration-service');

/** A migrated database of its own for each member, as a deployment has it: same roles, same rights. */
export async function openDatabases(clusterUrl) {
  await withClient(clusterUrl, async (client) => {
    for (const role of ROLES) await client.query(`create role ${role} login`);
  });
  return { create: () => createDatabase(clusterUrl) };
}

async function createDatabase(clusterUrl) {
  const name = `bench_${randomBytes(5).toString('hex')}`;
  await withClient(clusterUrl, (client) => client.query(`create database ${name} owner interlink_owner`));
  const urlOf = (role) => Object.assign(new URL(clusterUrl), { pathname: `/${name}`, username: role }).href;
  await migrateAs(urlOf('interlink_owner'));
  const opened = [];
  // One key for all that open it: what one of them sealed, the others read.
  const kek = randomBytes(32);
  return {
    url: urlOf,
    /** The platform as `serve` opens it. `over` replaces parts of its configuration. */
    async platform(over = {}) {
      const platform = await openPlatform(urlOf('interlink_app'), over, kek);
      opened.push(platform.database);
      return platform;
    },
    query: (text, values) => withClient(urlOf('postgres'), (client) => client.query(text, values)),
    async drop() {
      for (const database of opened) await database.close();
      await withClient(clusterUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function migrateAs(connectionString) {
  const { openDatabase } = await built('platform/database.js');
  const { migrate } = await built('platform/migrations.js');
  const { queues } = await built('queues.js');
  const owner = openDatabase({ connectionString, name: 'bench-migrate', maxConnections: 2 });
  await migrate({ owner, folder: path.join(service, 'dist/migrations'), queues });
  await owner.close();
}

export async function openPlatform(connectionString, over, kek = randomBytes(32)) {
  const names = ['clock', 'database', 'ids', 'jobs/boss', 'logging', 'metrics', 'platform'];
  const parts = Object.assign({}, ...(await Promise.all(names.map((one) => built(`platform/${one}.js`)))));
  const database = parts.openDatabase({ connectionString, name: 'bench', maxConnections: 20 });
  const clock = parts.systemClock;
  const platform = parts.createPlatform({
    config: { ...config(), secretsDir: secretsFolder(), ...over },
    clock,
    database,
    ids: parts.uuidv7Ids(clock),
    boss: parts.openBoss(database, 'sender'),
    kek,
    smsTemplates: JSON.parse(readFileSync(path.join(configDir, 'messages.json'), 'utf8')),
    log: parts.openLog({ level: 'silent', process: 'bench' }),
    metrics: parts.openMetrics(),
  });
  return { ...platform, database };
}

/** What a capability keeps outside the database lies here and goes with the process. */
function secretsFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'interlink-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function config() {
  const nowhere = 'http://127.0.0.1:9';
  const text = readFileSync(path.join(configDir, 'interlink.json'), 'utf8').replaceAll(/\$\{[A-Z_]+\}/g, nowhere);
  const settings = JSON.parse(text);
  return { mode: 'test', configDir, publicOrigin: 'http://127.0.0.1:3000', logLevel: 'silent', settings };
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
