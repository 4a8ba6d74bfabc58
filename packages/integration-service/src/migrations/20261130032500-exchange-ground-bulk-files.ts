import { sql, type Kysely } from 'kysely';

/**
 * On what the records of a file rest, so that it is given no longer than that holds. Of files from before nobody can say:
 * they are made again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table exchange.bulk_file add column grounds jsonb').execute(db);
}
