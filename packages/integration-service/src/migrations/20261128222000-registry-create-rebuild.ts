import { sql, type Kysely } from 'kysely';

/** How far a rebuild of the view is: it may take long, and somebody waits for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.rebuild (
      id uuid primary key,
      asked_by text not null,
      asked_at timestamptz not null,
      done integer not null,
      total integer not null,
      finished_at timestamptz
    )`.execute(db);
}
