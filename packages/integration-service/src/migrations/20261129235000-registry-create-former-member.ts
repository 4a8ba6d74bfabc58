import { sql, type Kysely } from 'kysely';

/**
 * Whom an earlier statement of a household named a member and today's does not: where to look for the households of
 * somebody's past. Part of the current view; what was said before is found by `interlink registry rebuild`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.former_member (
      household_id uuid not null,
      record_id uuid not null,
      constraint former_member_once primary key (household_id, record_id)
    )`.execute(db);
  await sql`create index former_member_by_record on registry.former_member (record_id)`.execute(db);
}
