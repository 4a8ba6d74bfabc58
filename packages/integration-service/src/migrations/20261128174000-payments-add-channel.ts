import { sql, type Kysely } from 'kysely';

/** Over which channel the files of a batch leave. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.batch add column channel text not null default 'https'`.execute(db);
}
