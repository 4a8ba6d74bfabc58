import { sql, type Kysely } from 'kysely';

/**
 * Quality is judged of the unified view and of each source's own statement: a source that is wrong is seen even where
 * another one's word counts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table registry.quality add column judged text not null default 'view'
    constraint quality_judged_known check (judged in ('view', 'statement'))`.execute(db);
  await sql`alter table registry.quality_fault add column stated_by text[] not null default '{}'`.execute(db);
}
