import { sql, type Kysely } from 'kysely';

/** A member keeps a number in the household, whatever row it stands in: the registry knows people by it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table social_registry.household add column last_member integer not null default 0`.execute(db);
  await sql`
    alter table social_registry.household_answers
    add column member_numbers integer[] not null default '{}'`.execute(db);
}
