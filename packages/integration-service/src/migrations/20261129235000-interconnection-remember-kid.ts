import { sql, type Kysely } from 'kysely';

/**
 * The name before the last one of a key that its partner renamed: what it signed under that name is still on its way.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table interconnection.partner_key add column earlier_kid text`.execute(db);
}
