import { sql, type Kysely } from 'kysely';

/** Households on their way into openIMIS, with an answer each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.publication (
      id uuid primary key,
      institution text not null,
      upload_id uuid,
      state text not null constraint publication_state_known check (state in ('running', 'paused', 'done')),
      total integer not null,
      published integer not null default 0,
      failed integer not null default 0,
      lease_by text,
      lease_until timestamptz,
      maker_id text not null,
      maker_login text not null,
      correlation_id text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create index publication_running on social_registry.publication (id) where state = 'running'`.execute(db);
  await sql`
    create table social_registry.publication_row (
      publication_id uuid not null,
      ordinal integer not null,
      household_id uuid not null,
      state text not null default 'waiting'
        constraint publication_row_state_known check (state in ('waiting', 'published', 'failed')),
      group_id uuid,
      people integer not null default 0,
      problem text,
      at timestamptz,
      constraint publication_row_one_per_position primary key (publication_id, ordinal),
      constraint publication_row_once_per_household unique (publication_id, household_id)
    )`.execute(db);
  await sql`
    create index publication_row_by_time on social_registry.publication_row (publication_id, at)
    where at is not null`.execute(db);
}
