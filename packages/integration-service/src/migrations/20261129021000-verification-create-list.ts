import { sql, type Kysely } from 'kysely';

/** People whom an operator has verified by a job: who they are is sealed, what was answered holds no personal value. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table verification.list (
    id uuid primary key,
    operator_id text not null,
    login_name text not null,
    correlation_id text not null,
    scope jsonb not null,
    programme text,
    checks text[] not null,
    stop_on text[] not null,
    created_at timestamptz not null,
    finished_at timestamptz,
    expires_at timestamptz not null
  )`,
  `create index list_unfinished on verification.list (created_at) where finished_at is null`,
  `create index list_expiring on verification.list (expires_at)`,
  `create table verification.list_item (
    list_id uuid not null references verification.list (id) on delete cascade,
    place integer not null,
    masked_id text not null,
    individual_id uuid,
    person bytea,
    claimed_at timestamptz,
    verdict text constraint list_item_verdict_is_known check (verdict in ('accept', 'review', 'stop', 'unknown')),
    results jsonb,
    not_asked text[] not null default '{}',
    done_at timestamptz,
    constraint list_item_once primary key (list_id, place)
  )`,
];
