import { sql, type Kysely } from 'kysely';

/** The log is asked for everything that one journey or payroll set off. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index audit_entry_by_correlation
      on platform.audit_entry ((header ->> 'correlationId'), id)`.execute(db);
}
