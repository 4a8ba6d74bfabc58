import { sql, type Kysely } from 'kysely';

/** SR-027: whoever moves along with a household has a request of their own, which knows the one that it came with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table social_registry.change_request
    add column lead_id uuid references social_registry.change_request (id)`.execute(db);
  await sql`
    create index change_request_along on social_registry.change_request (lead_id) where lead_id is not null`.execute(
    db,
  );
}
