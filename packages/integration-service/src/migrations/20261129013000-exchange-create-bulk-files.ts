import { sql, type Kysely } from 'kysely';

/** Files that partners send and fetch: the very exchanges of the messages, line by line. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table exchange.bulk_file (
    id uuid primary key,
    partner text not null,
    role text not null,
    kind text not null constraint bulk_file_kind_is_known check (kind in ('pull', 'push', 'synchronise')),
    operation text not null,
    format text not null,
    state text not null constraint bulk_file_state_is_known
      check (state in ('receiving', 'working', 'ready', 'refused', 'forgotten')),
    message_id text not null,
    transaction_id text not null,
    correlation_id uuid not null,
    signature text not null,
    -- What is searched for, sealed under the file's own key.
    search bytea,
    -- A keyed hash of it: whether two files are of one search.
    selection text,
    since uuid,
    size bigint,
    sha256 text,
    received bigint not null default 0,
    -- The line or page that comes next; 0: the file was not yet read through.
    next_step integer not null default 0,
    lines integer not null default 0,
    rejected integer not null default 0,
    result_size bigint not null default 0,
    result_sha256 text,
    refusal text,
    resume_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    constraint bulk_file_once_per_message unique (partner, message_id)
  )`,
  `create index bulk_file_working on exchange.bulk_file (updated_at) where state = 'working'`,
  `create index bulk_file_expiring on exchange.bulk_file (expires_at)`,
  // Bytes that came, the lines that were read of them, and bytes to be fetched, sealed; gone with the file.
  `create table exchange.bulk_part (
    file_id uuid not null references exchange.bulk_file (id) on delete cascade,
    side text not null constraint bulk_part_side_is_known check (side in ('in', 'line', 'out')),
    start_at bigint not null,
    length integer not null,
    sealed bytea not null,
    constraint bulk_part_once_per_place primary key (file_id, side, start_at)
  )`,
  // Which records a file held, as keyed hashes of their content: what the next one differs from.
  `create table exchange.bulk_key (
    file_id uuid not null references exchange.bulk_file (id) on delete cascade,
    key bytea not null,
    constraint bulk_key_once_per_file primary key (file_id, key)
  )`,
];
