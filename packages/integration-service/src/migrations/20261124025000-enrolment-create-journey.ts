import { sql, type Kysely } from 'kysely';

/** Journeys: a mutable head for finding and leasing, and append-only facts from which it follows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema enrolment`.execute(db);
  await createHead(db);
  await createFacts(db);
}

async function createHead(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table enrolment.journey (
      id uuid primary key,
      programme text not null,
      institution text not null,
      state text not null,
      version integer not null,
      person_key text not null,
      location_id uuid not null,
      district_id uuid,
      maker_login text not null,
      maker_id text not null,
      correlation_id text not null,
      assurance text not null,
      provisional boolean not null,
      reasons text[] not null,
      individual_id uuid,
      wake_at timestamptz,
      lease_until timestamptz,
      fence integer not null default 0,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`
    create unique index journey_one_open_per_person_and_programme on enrolment.journey (person_key, programme)
    where state not in ('enrolled', 'refused', 'rejected', 'withdrawn')`.execute(db);
  await sql`create index journey_due on enrolment.journey (wake_at) where wake_at is not null`.execute(db);
  await sql`create index journey_by_institution on enrolment.journey (institution, id desc)`.execute(db);
  await sql`create index journey_by_individual on enrolment.journey (individual_id)`.execute(db);
}

async function createFacts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table enrolment.journey_event (
      journey_id uuid not null,
      seq integer not null,
      at timestamptz not null,
      who text not null,
      body jsonb not null,
      constraint journey_event_one_per_position primary key (journey_id, seq)
    )`.execute(db);
  await sql`
    create table enrolment.personal (
      journey_id uuid not null,
      kind text not null,
      seq integer not null,
      sealed bytea not null,
      constraint personal_one_per_version primary key (journey_id, kind, seq)
    )`.execute(db);
  await sql`
    create table enrolment.approval (
      journey_id uuid not null,
      seq integer not null,
      decision text not null constraint approval_decision_known check (decision in ('approve', 'reject', 'override')),
      approver_login text not null,
      approver_id text not null,
      statement_hash text not null,
      statement bytea not null,
      at timestamptz not null,
      constraint approval_one_per_position primary key (journey_id, seq)
    )`.execute(db);
}
