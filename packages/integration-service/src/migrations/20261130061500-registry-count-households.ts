import { sql, type Kysely } from 'kysely';

/** Households of all systems, each counted once, by how many systems know it and by the programme it is in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table registry.statistic drop constraint statistic_kind_known, add constraint statistic_kind_known
      check (kind in ('people', 'enrolled', 'overlap', 'payment', 'paid', 'household', 'enrolled-household')),
      add column systems integer`.execute(db);
}
