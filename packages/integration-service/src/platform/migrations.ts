import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import PgBoss from 'pg-boss';
import { appendOnlyTables } from './append-only.js';
import type { Database } from './database.js';

export const JOB_SCHEMA = 'pgboss';
/** A queue that pg-boss makes for itself; the app role could not. */
const OWN_QUEUE = '__pgboss__send-it';

export interface MigrateOptions {
  /** As `interlink_owner`. */
  readonly owner: Database;
  readonly folder: string;
  readonly queues: readonly string[];
  /** How one file is loaded; tests run sources and load them their way. */
  readonly load?: (path: string) => Promise<Migration>;
}

const importFile = async (path: string) => (await import(pathToFileURL(path).href)) as Migration;

/** Brings the database to this release; safe to repeat and to run twice at once. Returns the names of what was new. */
export async function migrate({
  owner,
  folder,
  queues,
  load = importFile,
}: MigrateOptions): Promise<readonly string[]> {
  const db = owner.db<unknown>();
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => readMigrations(folder, load) },
    // Capabilities land their migrations beside each other.
    allowUnorderedMigrations: true,
    migrationTableSchema: 'migrations',
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  await prepareJobs(owner, queues);
  await grant(db);
  return results.map(({ migrationName }) => migrationName);
}

async function readMigrations(
  folder: string,
  load: (path: string) => Promise<Migration>,
): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => /^\d{14}-.*\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'));
  const found = await Promise.all(
    files.map(async (file) => [file.replace(/\.(js|ts)$/, ''), await load(join(folder, file))] as const),
  );
  return Object.fromEntries(found);
}

/** pg-boss's tables and a partition for each queue, so that the app role needs no DDL. */
async function prepareJobs(owner: Database, queues: readonly string[]): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => owner.pool.query(text, values) },
    schema: JOB_SCHEMA,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  for (const queue of [OWN_QUEUE, ...queues]) await boss.createQueue(queue);
  await boss.stop({ graceful: false, wait: false });
}

const SYSTEM_SCHEMAS = ['pg_catalog', 'information_schema', 'pg_toast', 'public', 'migrations'];
const APP_WRITES = ['platform.audit_tree_head', 'platform.audit_witness'];

/**
 * Rights follow from the list of append-only tables alone (S1); a table that is new gets its own with the next migrate.
 */
async function grant(db: Kysely<unknown>): Promise<void> {
  const schemas = await sql<{ name: string }>`
    select nspname as name from pg_namespace
    where nspowner = (select oid from pg_roles where rolname = current_user)
      and nspname <> all(${SYSTEM_SCHEMAS}) and nspname not like 'pg\\_%'`.execute(db);
  for (const { name } of schemas.rows) await grantSchema(db, name);
  const append = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname || '.' || tablename = any(${[...appendOnlyTables]})`.execute(db);
  for (const { name } of append.rows) {
    await sql`revoke update, delete, truncate on ${sql.table(name)} from interlink_app`.execute(db);
    if (APP_WRITES.includes(name)) await sql`revoke insert on ${sql.table(name)} from interlink_app`.execute(db);
  }
  await grantSeal(db);
}

async function grantSchema(db: Kysely<unknown>, name: string): Promise<void> {
  const schema = sql.id(name);
  await sql`grant usage on schema ${schema} to interlink_app, interlink_read`.execute(db);
  await sql`grant select, insert, update, delete on all tables in schema ${schema} to interlink_app`.execute(db);
  await sql`grant usage on all sequences in schema ${schema} to interlink_app`.execute(db);
  await sql`grant execute on all functions in schema ${schema} to interlink_app`.execute(db);
  if (name !== JOB_SCHEMA) await sql`grant select on all tables in schema ${schema} to interlink_read`.execute(db);
}

/** Seals and tells the witness; reads the chains, not the bodies. */
async function grantSeal(db: Kysely<unknown>): Promise<void> {
  await sql`grant usage on schema platform to interlink_seal`.execute(db);
  await sql`grant select on platform.audit_entry, platform.audit_shard_head to interlink_seal`.execute(db);
  await sql`grant select, insert on platform.audit_tree_head, platform.audit_witness to interlink_seal`.execute(db);
}
