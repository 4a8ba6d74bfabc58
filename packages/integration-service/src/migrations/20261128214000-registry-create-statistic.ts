import { sql, type Kysely } from 'kysely';

/**
 * What is counted over everybody, one summary a day: a page of statistics reads some thousand rows, not all people. No
 * row names anybody; small ones are kept back when they are shown (S12).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.statistic (
      day date not null,
      kind text not null constraint statistic_kind_known check (kind in ('people', 'enrolled', 'overlap', 'payment')),
      district_id uuid,
      sex text,
      age text,
      disability text,
      source text,
      programme text,
      institution text,
      other_source text,
      other_programme text,
      other_institution text,
      status text,
      period text,
      currency text,
      people bigint not null,
      records bigint not null,
      amount_minor bigint not null
    )`.execute(db);
  await sql`create index statistic_of_day on registry.statistic (day, kind)`.execute(db);
  await sql`
    create table registry.statistic_day (day date primary key, made_at timestamptz not null, took_ms integer not null)`.execute(
    db,
  );
  await sql`create table registry.district (district_id uuid primary key, name text not null)`.execute(db);
}
