import { sql, type Kysely } from 'kysely';

/** For what a partner is told; null: from before it was kept, when the one purpose that is agreed decides. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table exchange.subscription add column purpose text').execute(db);
}
