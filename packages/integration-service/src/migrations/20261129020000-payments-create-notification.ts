import { sql, type Kysely } from 'kysely';

/** Remembers which notifications of the bank were read, so that each is fetched once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.notification (
      account text not null,
      notification_id text not null,
      received_id uuid references payments.received (id),
      at timestamptz not null,
      constraint notification_read_once primary key (account, notification_id)
    )`.execute(db);
}
