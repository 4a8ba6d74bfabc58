import pg from 'pg';
import { appendOnlyTables } from '../../src/platform/append-only.js';
import { cloneDatabase, type TestDatabase } from '../support/postgres.js';

describe('the role of the service', () => {
  let database: TestDatabase;
  let app: pg.Client;

  beforeAll(async () => {
    database = await cloneDatabase();
    app = new pg.Client({ connectionString: database.url('interlink_app') });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await database.drop();
  });

  const attempts = [
    ['UPDATE', (table: string) => `update ${table} set ${'id'} = null`],
    ['DELETE', (table: string) => `delete from ${table}`],
    ['TRUNCATE', (table: string) => `truncate ${table}`],
    ['DISABLE TRIGGER', (table: string) => `alter table ${table} disable trigger all`],
    ['DROP', (table: string) => `drop table ${table}`],
    ['ALTER', (table: string) => `alter table ${table} add column planted text`],
  ] as const;

  it('S1: finds every append-only table under the name that the list has, each once', async () => {
    const { rows } = await app.query<{ name: string }>(`select schemaname || '.' || tablename as name from pg_tables`);
    const tables = new Set(rows.map(({ name }) => name));
    expect(appendOnlyTables.filter((table) => !tables.has(table))).toEqual([]);
    expect(appendOnlyTables).toEqual([...new Set(appendOnlyTables)].sort());
  });

  it.each(attempts)('S1: may not %s on any append-only table', async (_what, statement) => {
    for (const table of appendOnlyTables) {
      const { rows } = await app.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1`,
        [table],
      );
      const text = statement(table).replace(' id ', ` ${rows[0]?.name} `);
      await expect(app.query(text)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('S1: may not switch triggers and foreign keys off for its session', async () => {
    await expect(app.query(`set session_replication_role = 'replica'`)).rejects.toMatchObject({ code: '42501' });
  });

  it('S1: may not create anything', async () => {
    await expect(app.query('create table platform.planted (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('create schema planted')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('create table public.planted (id int)')).rejects.toMatchObject({ code: '42501' });
  });

  it('S5: may not write a tree head, because only the seal may', async () => {
    const head = `insert into platform.audit_tree_head values ('x', 1, '{}', 's', 'k', now())`;
    await expect(app.query(head)).rejects.toMatchObject({ code: '42501' });
  });

  it('S5: lets the seal role read the chains and not the bodies', async () => {
    const seal = new pg.Client({ connectionString: database.url('interlink_seal') });
    await seal.connect();
    try {
      await expect(seal.query('select * from platform.audit_entry')).resolves.toBeDefined();
      await expect(seal.query('select * from platform.audit_body')).rejects.toMatchObject({ code: '42501' });
      await expect(seal.query('select * from platform.outbox')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await seal.end();
    }
  });
});
