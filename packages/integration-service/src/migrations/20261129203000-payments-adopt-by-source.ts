import { sql, type Kysely } from 'kysely';

/**
 * A benefit that was let go once may be found to have left again, by a later restore: each finding is kept by itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.adoption drop constraint adoption_pkey`.execute(db);
  await sql`alter table payments.adoption add constraint adoption_once_per_source primary key (benefit_id, source)`.execute(
    db,
  );
}
