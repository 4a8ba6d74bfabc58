import { sql, type Kysely } from 'kysely';

/** S15: when a member is erased the others' answers go on under a new key, and the old one is destroyed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table social_registry.household add column key_epoch integer not null default 0`.execute(db);
  await sql`alter table social_registry.household_answers add column key_epoch integer not null default 0`.execute(db);
}
