import { sql, type Kysely } from 'kysely';

/** The outbox (S3): a row's place is its stream's, given when the head is locked, so order is commit order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table platform.stream_head (stream text primary key, seq bigint not null)`.execute(db);
  await sql`
    create table platform.outbox (
      stream text not null,
      seq bigint not null,
      id uuid not null constraint outbox_id_once unique,
      kind text not null,
      body jsonb not null,
      subject_id text,
      personal bytea,
      correlation_id text not null,
      on_behalf_of text not null,
      state text not null default 'waiting'
        constraint outbox_state_known check (state in ('waiting', 'delivered', 'parked')),
      tries integer not null default 0,
      last_refusal text,
      created_at timestamptz not null,
      not_before timestamptz not null,
      delivered_at timestamptz,
      constraint outbox_one_per_position primary key (stream, seq)
    )`.execute(db);
  await sql`create index outbox_undelivered on platform.outbox (stream, seq) where state <> 'delivered'`.execute(db);
  await sql`
    create table platform.stream_lease (
      stream text primary key,
      fence bigint not null default 0,
      owner text,
      leased_until timestamptz,
      paused_until timestamptz,
      failures integer not null default 0
    )`.execute(db);
  await sql`
    create table platform.sms_delivery (
      reference uuid primary key,
      message_id text,
      status text not null,
      parts integer,
      sent_at timestamptz not null,
      checked_at timestamptz
    )`.execute(db);
  await sql`create index sms_delivery_open on platform.sms_delivery (sent_at) where status = 'QUEUED'`.execute(db);
}
