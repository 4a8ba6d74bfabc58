import { sql, type Kysely } from 'kysely';

/** What was paid in twelve months, by sex, age, disability and district of who was paid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table registry.statistic drop constraint statistic_kind_known, add constraint statistic_kind_known
      check (kind in ('people', 'enrolled', 'overlap', 'payment', 'paid'))`.execute(db);
}
