import { sql, type Kysely } from 'kysely';

/** When a request was first sent to a partner, so that its repeat is the same message. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createSchema('exchange').ifNotExists().execute();
  await sql`
    create table exchange.sent_message (
      partner text not null,
      request_id text not null,
      attempt integer not null constraint sent_message_attempts_count_up check (attempt >= 1),
      sent_at timestamptz not null,
      constraint sent_message_once_per_attempt primary key (partner, request_id, attempt)
    )`.execute(db);
}
