import { sql, type Kysely } from 'kysely';

/** IBR-024: how each household stands to each programme after an assessment. Append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.eligibility (
      household_id uuid not null,
      run_id uuid not null,
      programme text not null,
      standing text not null
        constraint eligibility_standing_known
        check (standing in ('to-reach', 'applied', 'served', 'to-review', 'outside')),
      score bigint not null,
      members integer not null,
      at timestamptz not null,
      constraint eligibility_one_per_run primary key (household_id, run_id, programme)
    )`.execute(db);
  await sql`
    create index eligibility_by_standing
      on social_registry.eligibility (run_id, programme, standing, household_id)`.execute(db);
}
