import { sql, type Kysely } from 'kysely';

/** By which is found what was kept long enough; of messages that are forgotten not even the key is known any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index inbox_by_time on platform.inbox (received_at)`,
  `create index sms_delivery_by_time on platform.sms_delivery (sent_at)`,
  `drop index platform.idempotency_key_by_expiry`,
  `create index idempotency_key_answered on platform.idempotency_key (expires_at) where response is not null`,
  `create index idempotency_key_by_end on platform.idempotency_key
    (((expires_at at time zone 'UTC') + (expires_at - created_at)))`,
  `delete from platform.subject_key where wrapped_key is null and purpose = 'exchange'`,
];
