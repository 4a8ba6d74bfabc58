import { sql, type Kysely } from 'kysely';

/** Whom of openIMIS somebody had verified: results alone do not tell a person from a journey. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table verification.person (
      individual_id uuid primary key,
      first_asked_at timestamptz not null
    )`.execute(db);
}
