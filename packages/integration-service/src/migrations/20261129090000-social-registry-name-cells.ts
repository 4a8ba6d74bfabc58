import { sql, type Kysely } from 'kysely';

/** SR-020: a problem of a file names its cell as a spreadsheet does; files that were checked before have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table social_registry.upload_problem add column cell text`.execute(db);
}
