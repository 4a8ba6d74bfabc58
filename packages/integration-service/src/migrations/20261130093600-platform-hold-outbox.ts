import { sql, type Kysely } from 'kysely';

/**
 * A row that waits for its time is held, so that what is due is found by an index however many wait for tomorrow; whoever
 * claims a stream lets go what has become due.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table platform.outbox add column held boolean not null default false`,
  `update platform.outbox set held = true where state = 'waiting' and not_before > now()`,
  `drop index platform.outbox_undelivered`,
  `create index outbox_due on platform.outbox (stream, seq) where state = 'waiting' and not held`,
  `create index outbox_held on platform.outbox (stream, not_before) where held`,
  `create index outbox_parked on platform.outbox (stream, seq) where state = 'parked'`,
];
