import { sql, type Kysely } from 'kysely';

/** S2: a file is of its maker's districts, as they are when it is begun; one that was begun before has none kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table social_registry.upload add column districts uuid[]`.execute(db);
}
