import { sql, type Kysely } from 'kysely';

/**
 * S2: results of an assessment are counted and shown by district, so it stands with the household. S15: why a household
 * has its score is computed again from its sealed answers and kept nowhere; what a change did to a score is sealed by
 * the key of the person whom it was about, and what stood in clear is given up.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table social_registry.household add column district_id uuid`.execute(db);
  await sql`
    update social_registry.household h set district_id = r.district_id from registry.household r
    where r.source = 'social-registry' and r.record_key = h.id::text`.execute(db);
  await sql`alter table social_registry.assessment drop column result`.execute(db);
  await sql`delete from social_registry.reassessment`.execute(db);
  await sql`
    alter table social_registry.reassessment drop column result, add column sealed bytea not null`.execute(db);
}
