import { sql, type Kysely } from 'kysely';

/** What we asked of partners to be answered later: there before it is sent, so that a kill loses nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Question and answer are sealed under a key of the row's own; forgetting a row destroys it.
  `create table exchange.inquiry (
    id uuid primary key,
    partner text not null,
    connector text not null,
    role text not null,
    kind text not null constraint inquiry_kind_is_known
      check (kind in ('search', 'subscribe', 'txn-status', 'unsubscribe')),
    request_id text not null,
    subject_id text not null,
    transaction_id text not null,
    reference_id text not null,
    correlation_ids text[] not null default '{}',
    subscription_codes text[] not null default '{}',
    event_type text,
    ends uuid,
    state text not null constraint inquiry_state_is_known
      check (state in ('asked', 'acknowledged', 'answered', 'refused', 'expired')),
    code text,
    request bytea not null,
    answer bytea,
    asked_at timestamptz not null,
    look_at timestamptz not null,
    answered_at timestamptz,
    expires_at timestamptz not null,
    constraint inquiry_once_per_transaction unique (partner, transaction_id)
  )`,
  `create index inquiry_open on exchange.inquiry (look_at) where state in ('asked', 'acknowledged')`,
  `create index inquiry_by_code on exchange.inquiry using gin (subscription_codes)`,
];
