import { sql, type Kysely } from 'kysely';

/** The log is asked about one person, and for what was newest: ids are in order of time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index audit_entry_by_subject on platform.audit_entry ((header ->> 'subject'), id)
    where header ? 'subject'`.execute(db);
}
