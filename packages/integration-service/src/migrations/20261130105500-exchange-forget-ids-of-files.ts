import { sql, type Kysely } from 'kysely';

/**
 * Which messages came is known to the inbox, and no longer than there: a file that is kept for longer would turn away
 * another message under an id that is forgotten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table exchange.bulk_file drop constraint bulk_file_once_per_message`.execute(db);
  await sql`create index bulk_file_by_message on exchange.bulk_file (partner, message_id, created_at)`.execute(db);
}
