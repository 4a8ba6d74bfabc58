import { sql, type Kysely } from 'kysely';

/**
 * S12: whom an operator looked at today, shared by all replicas; one locked row an operator and day keeps the count.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table platform.people_day (
      operator_id text not null,
      day date not null,
      people integer not null,
      reason_at timestamptz,
      constraint people_day_once_per_operator primary key (operator_id, day)
    )`.execute(db);
  await sql`
    create table platform.people_seen (
      operator_id text not null,
      day date not null,
      subject_id text not null,
      constraint people_seen_once_per_day primary key (operator_id, day, subject_id)
    )`.execute(db);
}
