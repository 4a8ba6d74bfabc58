import { sql, type Kysely } from 'kysely';

/** By which is found what was kept long enough. Which messages came is known to the inbox, and no longer than there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table exchange.subscription add column told_before bigint not null default 0`,
  `create index subscription_ended on exchange.subscription (ended_at) where ended_at is not null`,
  `create index notice_sent on exchange.notice (created_at) where state = 'sent'`,
  `create index sent_message_by_time on exchange.sent_message (sent_at)`,
  `create index inquiry_expiring on exchange.inquiry (expires_at) where kind in ('search', 'txn-status')`,
  `alter table exchange.received drop constraint received_once_per_message`,
];
