import { sql, type Kysely } from 'kysely';

/** What people decided about households of two sources, that they are one or not; the last word on two of them counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.household_decision (
      household_id uuid not null,
      other_id uuid not null,
      seq integer not null,
      decision text not null constraint household_decision_known check (decision in ('apart', 'rule', 'same')),
      who text not null,
      recorded_at timestamptz not null,
      sealed bytea not null,
      constraint household_decision_once primary key (household_id, other_id, seq),
      constraint household_decision_in_order check (household_id < other_id)
    )`.execute(db);
  await sql`create index household_decision_by_other on registry.household_decision (other_id)`.execute(db);
}
