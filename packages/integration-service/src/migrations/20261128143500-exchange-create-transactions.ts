import { sql, type Kysely } from 'kysely';

/** What partners asked and what came of it, what they want to be told of, and what was told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The request and its result are sealed under a key of the row's own; forgetting a row destroys it.
  `create table exchange.transaction (
    id uuid primary key,
    partner text not null,
    role text not null,
    kind text not null constraint transaction_kind_is_known
      check (kind in ('search', 'subscribe', 'unsubscribe', 'txn-status')),
    message_id text not null,
    transaction_id text not null,
    correlation_id text not null constraint transaction_correlation_once unique,
    reference_ids text[] not null,
    subscription_codes text[] not null default '{}',
    callback_url text,
    state text not null constraint transaction_state_is_known
      check (state in ('waiting', 'done', 'withheld', 'delivered', 'undeliverable')),
    request bytea,
    result bytea,
    received_at timestamptz not null,
    done_at timestamptz,
    expires_at timestamptz not null,
    constraint transaction_once_per_message unique (partner, message_id)
  )`,
  `create index transaction_by_transaction_id on exchange.transaction (partner, transaction_id)`,
  `create index transaction_by_reference on exchange.transaction using gin (reference_ids)`,
  `create index transaction_waiting on exchange.transaction (received_at) where state = 'waiting'`,
  `create index transaction_expiring on exchange.transaction (expires_at)`,
  // Identifiers and names in a condition are kept as keyed hashes only.
  `create table exchange.subscription (
    code text primary key,
    partner text not null,
    role text not null,
    event_type text not null,
    entity text not null,
    record_type text not null,
    condition jsonb not null,
    digest text not null,
    starts_at timestamptz not null,
    ends_at timestamptz,
    frequency text,
    next_due_at timestamptz,
    locale text,
    created_at timestamptz not null,
    ended_at timestamptz
  )`,
  `create unique index subscription_once_while_active on exchange.subscription (partner, role, digest)
    where ended_at is null`,
  `create index subscription_due on exchange.subscription (next_due_at)
    where ended_at is null and next_due_at is not null`,
  // The index of the matching: a change looks up its own few keys, however many subscriptions there are.
  `create table exchange.subscription_key (
    key text not null,
    code text not null references exchange.subscription (code),
    constraint subscription_key_once primary key (key, code)
  )`,
  `create table exchange.notice (
    code text not null,
    event_id uuid not null,
    person_id uuid not null,
    event jsonb not null,
    state text not null constraint notice_state_is_known check (state in ('pending', 'sent')),
    created_at timestamptz not null,
    constraint notice_once_per_event primary key (code, event_id)
  )`,
  `create index notice_pending on exchange.notice (code, created_at) where state = 'pending'`,
  // Callbacks and notices that came to us, sealed under a key of their own.
  `create table exchange.received (
    id uuid primary key,
    partner text not null,
    role text not null,
    action text not null,
    message_id text not null,
    transaction_id text not null,
    body bytea not null,
    received_at timestamptz not null,
    constraint received_once_per_message unique (partner, message_id)
  )`,
  `create index received_by_transaction on exchange.received (partner, transaction_id)`,
];
