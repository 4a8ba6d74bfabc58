import { sql, type Kysely } from 'kysely';

/** What makes a repeated request or message harmless (S4). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table platform.idempotency_key (
      principal text not null,
      method text not null,
      route text not null,
      key text not null,
      body_hash text not null,
      status integer,
      response text,
      lease_until timestamptz,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      constraint idempotency_key_once primary key (principal, method, route, key)
    )`.execute(db);
  await sql`create index idempotency_key_by_expiry on platform.idempotency_key (expires_at)`.execute(db);
  await sql`
    create table platform.inbox (
      partner text not null,
      message_id text not null,
      body_hash text not null,
      received_at timestamptz not null,
      constraint inbox_message_once primary key (partner, message_id)
    )`.execute(db);
}
