import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Migration } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../src/platform/database.js';
import { migrate } from '../../src/platform/migrations.js';
import { queues } from '../../src/queues.js';
import { startCluster, type Cluster } from './postgres-cluster.js';

const root = path.resolve(__dirname, '../../../..');
const ROLES = ['interlink_owner', 'interlink_app', 'interlink_seal', 'interlink_read'];
const shared = globalThis as { interlinkTestCluster?: Cluster };

/**
 * jest globalSetup of the project `pg`: a server, the roles, one migrated template, and a folder for what is made once.
 */
export async function setup(): Promise<void> {
  const given = process.env['INTERLINK_TEST_PG_URL'];
  if (given === undefined) shared.interlinkTestCluster = await startCluster(root);
  const superuserUrl = given ?? shared.interlinkTestCluster?.superuserUrl ?? '';
  const template = `interlink_template_${randomBytes(4).toString('hex')}`;
  const passwords = Object.fromEntries(ROLES.map((role) => [role, passwordOf(role, given !== undefined)]));
  await asSuperuser(superuserUrl, async (client) => {
    for (const [role, password] of Object.entries(passwords)) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (!rowCount) await client.query(`create role ${role} login password ${client.escapeLiteral(password)}`);
    }
    await client.query(`create database ${template} owner interlink_owner`);
  });
  await migrateTemplate(superuserUrl, template, passwords['interlink_owner'] ?? '');
  process.env['INTERLINK_TEST_SHARED_DIR'] = mkdtempSync(path.join(tmpdir(), 'interlink-shared-'));
  process.env['INTERLINK_TEST_PG_PREPARED'] = JSON.stringify({ superuserUrl, template, passwords });
}

/** In the server of a running test stack the roles have their passwords; in our own they get new ones. */
function passwordOf(role: string, isGiven: boolean): string {
  if (!isGiven) return randomBytes(12).toString('hex');
  const folder = process.env['INTERLINK_TEST_SECRETS_DIR'];
  if (folder === undefined) throw new Error('INTERLINK_TEST_PG_URL needs INTERLINK_TEST_SECRETS_DIR beside it.');
  return readFileSync(path.join(folder, `db-${role}`), 'utf8').trim();
}

async function migrateTemplate(superuserUrl: string, template: string, password: string): Promise<void> {
  const url = new URL(superuserUrl);
  url.pathname = `/${template}`;
  url.username = 'interlink_owner';
  url.password = password;
  const owner = openDatabase({ connectionString: url.href, name: 'test-migrate', maxConnections: 2 });
  const folder = path.resolve(__dirname, '../../src/migrations');
  await migrate({ owner, folder, queues, load: (file) => import(file) as Promise<Migration> });
  await owner.close();
}

/** jest globalTeardown: the folder and the template go, and the server with it when it is ours. */
export async function teardown(): Promise<void> {
  const { superuserUrl, template } = JSON.parse(process.env['INTERLINK_TEST_PG_PREPARED'] ?? '{}') as {
    superuserUrl?: string;
    template?: string;
  };
  rmSync(process.env['INTERLINK_TEST_SHARED_DIR'] ?? '', { recursive: true, force: true });
  if (shared.interlinkTestCluster) return shared.interlinkTestCluster.stop();
  if (superuserUrl) await asSuperuser(superuserUrl, (client) => client.query(`drop database if exists ${template}`));
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
