import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** One database of a test file: a clone of the migrated template, dropped at the end. */
export interface TestDatabase {
  readonly name: string;
  /** As one of the roles of S1, or as the superuser, who sees everything from the other side. */
  url(role: 'interlink_app' | 'interlink_owner' | 'interlink_read' | 'interlink_seal' | 'superuser'): string;
  drop(): Promise<void>;
}

/** What globalSetup left in the environment. */
function prepared(): {
  readonly superuserUrl: string;
  readonly template: string;
  readonly passwords: Readonly<Record<string, string>>;
} {
  const text = process.env['INTERLINK_TEST_PG_PREPARED'];
  if (text === undefined) throw new Error('The PostgreSQL tests run by `npm test -- pg`, which prepares a database.');
  return JSON.parse(text) as ReturnType<typeof prepared>;
}

/** Takes some 80 ms. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { superuserUrl, template, passwords } = prepared();
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asSuperuser(superuserUrl, (client) => cloneWhenFree(client, name, template));
  return {
    name,
    url(role) {
      const url = new URL(superuserUrl);
      url.pathname = `/${name}`;
      if (role !== 'superuser') {
        url.username = role;
        url.password = passwords[role] ?? '';
      }
      return url.href;
    },
    drop: () => asSuperuser(superuserUrl, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/** PostgreSQL clones a template for one at a time; the others wait their turn. */
async function cloneWhenFree(client: pg.Client, name: string, template: string): Promise<void> {
  await client.query('select pg_advisory_lock(764501)');
  // Copied file by file: block by block, through the WAL, it takes ten times as long.
  await client.query(`create database ${name} template ${template} strategy file_copy owner interlink_owner`);
  await client.query('select pg_advisory_unlock(764501)');
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
