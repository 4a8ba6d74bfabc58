import { sql, type Kysely } from 'kysely';

/**
 * What sources said and how it was linked (append-only, personal values sealed), and the current view made from it.
 * Keys of large tables start with the person or subject, so that partitions or Citus can hold them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema registry`.execute(db);
  await sql`create extension if not exists pg_trgm with schema public`.execute(db);
  await createSources(db);
  await createFacts(db);
  await createDecisions(db);
  await createPeople(db);
  await createHolders(db);
  await createHouseholds(db);
  await createConflicts(db);
}

async function createSources(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.source (
      code text primary key,
      name text not null,
      kind text not null constraint source_kind_known check (kind in ('openimis', 'dci', 'file')),
      institution text,
      cursor jsonb not null default '{}',
      records bigint not null default 0,
      last_seen_at timestamptz,
      created_at timestamptz not null
    )`.execute(db);
  await sql`
    create table registry.programme (
      code text not null,
      source text not null,
      data jsonb not null,
      constraint programme_once_per_source primary key (code, source)
    )`.execute(db);
}

async function createFacts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.source_record (
      subject_id uuid not null,
      record_id uuid not null,
      seq integer not null,
      kind text not null,
      source text not null,
      valid_from date,
      valid_to date,
      recorded_at timestamptz not null,
      deleted boolean not null,
      sealed bytea not null,
      constraint source_record_once_per_version primary key (subject_id, record_id, seq)
    )`.execute(db);
  await sql`
    create table registry.link (
      record_id uuid not null,
      seq integer not null,
      person_id uuid not null,
      linked_by text not null,
      score double precision,
      evidence text[] not null,
      who text not null,
      recorded_at timestamptz not null,
      constraint link_once_per_position primary key (record_id, seq)
    )`.execute(db);
  await sql`create index link_by_person on registry.link (person_id, record_id)`.execute(db);
}

async function createDecisions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.apart (
      record_id uuid not null,
      other_record_id uuid not null,
      holds boolean not null,
      who text not null,
      recorded_at timestamptz not null,
      constraint apart_once_per_moment primary key (record_id, other_record_id, recorded_at, holds)
    )`.execute(db);
  await sql`
    create table registry.field_choice (
      record_id uuid not null,
      field text not null,
      seq integer not null,
      holds boolean not null,
      who text not null,
      recorded_at timestamptz not null,
      constraint field_choice_once_per_position primary key (record_id, field, seq)
    )`.execute(db);
  // What is known of a record without opening it: a cache of the above.
  await sql`
    create table registry.record_head (
      subject_id uuid not null,
      record_id uuid not null,
      kind text not null,
      source text not null,
      seq integer not null,
      content_hash text not null,
      deleted boolean not null,
      seen_at timestamptz not null,
      constraint record_head_once primary key (subject_id, record_id)
    )`.execute(db);
  await sql`create unique index record_head_by_record on registry.record_head (record_id)`.execute(db);
  await sql`create index record_head_by_source on registry.record_head (source, kind, seen_at)`.execute(db);
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.person (
      person_id uuid primary key,
      version integer not null,
      data jsonb not null,
      provenance jsonb not null,
      search_name text not null,
      birth_date date,
      death_date date,
      sex text,
      marital_status text,
      is_disabled boolean,
      location_id uuid,
      district_id uuid,
      registration_date date,
      known_since date,
      changes_on date,
      merged_into uuid,
      legal_hold boolean not null default false,
      last_updated timestamptz not null
    )`.execute(db);
  await sql`create index person_by_district on registry.person (district_id, person_id)`.execute(db);
  await sql`create index person_by_birth_date on registry.person (birth_date)`.execute(db);
  await sql`create index person_by_last_updated on registry.person (last_updated)`.execute(db);
  await sql`create index person_by_name on registry.person using gin (search_name gin_trgm_ops)`.execute(db);
  await sql`create index person_due on registry.person (changes_on) where changes_on is not null`.execute(db);
  await sql`
    create table registry.person_record (
      person_id uuid not null,
      record_id uuid not null,
      source text not null,
      record_key text not null,
      linked_by text not null,
      linked_at timestamptz not null,
      score double precision,
      evidence text[] not null,
      deleted boolean not null,
      constraint person_record_once primary key (person_id, record_id),
      constraint person_record_of_one_person unique (record_id)
    )`.execute(db);
  await sql`
    create table registry.person_key (
      person_id uuid not null,
      kind text not null,
      value text not null,
      constraint person_key_once primary key (person_id, kind, value)
    )`.execute(db);
  await sql`create index person_key_by_value on registry.person_key (kind, value, person_id)`.execute(db);
}

async function createHolders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.enrolment (
      holder_id uuid not null,
      record_id uuid not null,
      holder_kind text not null,
      source text not null,
      programme text not null,
      institution text,
      status text not null,
      status_changed_on date,
      enrolled_on date,
      ends_on date,
      status_history jsonb not null,
      last_updated timestamptz not null,
      constraint enrolment_once_per_record primary key (holder_id, record_id)
    )`.execute(db);
  await sql`create index enrolment_by_programme on registry.enrolment (programme, status, holder_id)`.execute(db);
  await sql`
    create table registry.benefit (
      holder_id uuid not null,
      record_id uuid not null,
      source text not null,
      programme text not null,
      type text not null,
      status text not null,
      due_on date,
      data jsonb not null,
      constraint benefit_once_per_record primary key (holder_id, record_id)
    )`.execute(db);
  await sql`
    create table registry.payment (
      holder_id uuid not null,
      record_id uuid not null,
      source text not null,
      programme text not null,
      status text not null,
      paid_on date not null,
      amount_minor bigint not null,
      currency text not null,
      data jsonb not null,
      constraint payment_once_per_record primary key (holder_id, record_id)
    )`.execute(db);
}

async function createHouseholds(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.household (
      household_id uuid primary key,
      version integer not null,
      source text not null,
      record_key text not null,
      data jsonb not null,
      unit text not null,
      size integer not null,
      poverty_score double precision,
      location_id uuid,
      district_id uuid,
      registration_date date,
      last_updated timestamptz not null
    )`.execute(db);
  await sql`
    create table registry.household_member (
      household_id uuid not null,
      record_id uuid not null,
      person_id uuid,
      role text,
      recipient text,
      from_day date,
      to_day date,
      constraint household_member_once primary key (household_id, record_id)
    )`.execute(db);
  await sql`create index household_member_by_person on registry.household_member (person_id, household_id)`.execute(db);
  await sql`create index household_member_by_record on registry.household_member (record_id)`.execute(db);
}

async function createConflicts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.conflict (
      person_id uuid not null,
      id uuid not null,
      kind text not null,
      fingerprint text not null,
      field text,
      programmes text[] not null,
      record_ids uuid[] not null,
      other_person_id uuid,
      score double precision,
      state text not null,
      version integer not null,
      opened_at timestamptz not null,
      resolved_at timestamptz,
      resolved_by text,
      resolution text,
      note text,
      constraint conflict_once primary key (person_id, id),
      constraint conflict_by_id unique (id),
      constraint conflict_once_per_matter unique (person_id, fingerprint)
    )`.execute(db);
  await sql`create index conflict_open on registry.conflict (id) where state = 'open'`.execute(db);
}
