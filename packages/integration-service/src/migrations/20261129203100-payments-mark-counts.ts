import { sql, type Kysely } from 'kysely';

/** Of the marks that a count of cash was made of. Empty: counted before this was kept, and to be counted again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.cash_count add column marks_sha256 text not null default ''`.execute(db);
}
