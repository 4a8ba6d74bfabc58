import { sql, type Kysely } from 'kysely';

/**
 * How good what the registry holds is, by rule, source and district, one measure a day; `source` null: each person
 * once. Who is at fault goes with the person, whatever takes them away (S15).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.quality_day (
      day date primary key,
      made_at timestamptz not null,
      took_ms integer not null,
      rules jsonb not null
    )`.execute(db);
  await sql`
    create table registry.quality (
      day date not null references registry.quality_day on delete cascade,
      rule text not null,
      source text,
      district_id uuid,
      people bigint not null,
      faults bigint not null
    )`.execute(db);
  await sql`create index quality_of_day on registry.quality (day)`.execute(db);
  await sql`
    create table registry.quality_fault (
      person_id uuid not null references registry.person on delete cascade,
      rule text not null,
      sources text[] not null,
      constraint quality_fault_once primary key (person_id, rule)
    )`.execute(db);
  await sql`create index quality_fault_by_rule on registry.quality_fault (rule, person_id)`.execute(db);
}
