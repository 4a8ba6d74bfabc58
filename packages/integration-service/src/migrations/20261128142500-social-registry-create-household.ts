import { sql, type Kysely } from 'kysely';

/** Households with the versions of their answers, the uploads that bring them, and how they were assessed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema social_registry`.execute(db);
  await createHouseholds(db);
  await createUploads(db);
  await createUploadParts(db);
  await createAssessments(db);
}

async function createHouseholds(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.questionnaire (
      code text not null,
      version integer not null,
      body jsonb not null,
      hash text not null,
      constraint questionnaire_one_per_version primary key (code, version)
    )`.execute(db);
  await sql`
    create table social_registry.household (
      id uuid primary key,
      institution text not null,
      key_index text not null,
      content_index text not null,
      questionnaire text not null,
      answers_version integer not null,
      members integer not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint household_once_per_key unique (institution, key_index)
    )`.execute(db);
  await sql`
    create table social_registry.household_answers (
      household_id uuid not null,
      version integer not null,
      questionnaire text not null,
      questionnaire_version integer not null,
      sealed bytea not null,
      origin text not null,
      who text not null,
      at timestamptz not null,
      constraint household_answers_one_per_version primary key (household_id, version)
    )`.execute(db);
}

async function createUploads(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.upload (
      id uuid primary key,
      institution text not null,
      state text not null constraint upload_state_known check (
        state in ('receiving', 'checking', 'checked', 'refused', 'loading', 'loaded', 'cancelled')),
      file_name text not null,
      size bigint not null,
      sha256 text not null,
      questionnaire text not null,
      questionnaire_version integer not null,
      most_problem_percent integer not null,
      chunks integer not null default 0,
      received bigint not null default 0,
      bytes_read bigint not null default 0,
      rows integer not null default 0,
      households integer not null default 0,
      members integer not null default 0,
      households_with_problems integer not null default 0,
      problems jsonb not null default '{}',
      done integer not null default 0,
      created integer not null default 0,
      changed integer not null default 0,
      unchanged integer not null default 0,
      refusal text,
      refusal_details jsonb,
      maker_id text not null,
      maker_login text not null,
      correlation_id text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`create index upload_by_institution on social_registry.upload (institution, id desc)`.execute(db);
}

async function createUploadParts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.upload_chunk (
      upload_id uuid not null,
      seq integer not null,
      sealed bytea not null,
      constraint upload_chunk_one_per_position primary key (upload_id, seq)
    )`.execute(db);
  await sql`
    create table social_registry.upload_problem (
      upload_id uuid not null,
      ordinal integer not null,
      row_number integer not null,
      column_name text not null,
      code text not null,
      constraint upload_problem_one_per_position primary key (upload_id, ordinal)
    )`.execute(db);
}

async function createAssessments(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.formula (
      code text not null,
      version integer not null,
      body jsonb not null,
      state text not null constraint formula_state_known check (state in ('draft', 'approved')),
      institution text not null,
      maker_id text not null,
      maker_login text not null,
      approver_login text,
      created_at timestamptz not null,
      approved_at timestamptz,
      constraint formula_one_per_version primary key (institution, code, version)
    )`.execute(db);
  await sql`
    create table social_registry.run (
      id uuid primary key,
      institution text not null,
      formula text not null,
      formula_version integer not null,
      day date not null,
      state text not null constraint run_state_known check (state in ('running', 'done')),
      done integer not null default 0,
      total integer not null,
      cursor uuid,
      maker_id text not null,
      maker_login text not null,
      correlation_id text not null,
      created_at timestamptz not null,
      finished_at timestamptz
    )`.execute(db);
  await sql`
    create table social_registry.assessment (
      household_id uuid not null,
      run_id uuid not null,
      answers_version integer not null,
      score bigint not null,
      members integer not null,
      result jsonb not null,
      at timestamptz not null,
      constraint assessment_one_per_run primary key (household_id, run_id)
    )`.execute(db);
  await sql`create index assessment_by_score on social_registry.assessment (run_id, score)`.execute(db);
}
