import { sql, type Kysely } from 'kysely';

/** S15: who asked that somebody be erased, who confirmed it, and whom: ids alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.erasure (
      id uuid primary key,
      kind text not null constraint erasure_kind_known check (kind in ('person', 'retention')),
      state text not null constraint erasure_state_known check (state in ('asked', 'done', 'withdrawn')),
      reason text not null,
      asked_by_id text not null,
      asked_by text not null,
      asked_at timestamptz not null,
      decided_by_id text,
      decided_by text,
      decided_at timestamptz,
      constraint erasure_done_by_a_second_person check (state <> 'done' or decided_by_id <> asked_by_id)
    )`.execute(db);
  await sql`
    create table registry.erasure_person (
      person_id uuid not null,
      erasure_id uuid not null,
      district_id uuid,
      erased_at timestamptz,
      constraint erasure_person_once primary key (person_id, erasure_id)
    )`.execute(db);
  await sql`create index erasure_person_of on registry.erasure_person (erasure_id)`.execute(db);
}
