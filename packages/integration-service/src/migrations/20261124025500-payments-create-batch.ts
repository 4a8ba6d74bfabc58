import { sql, type Kysely } from 'kysely';

/** Batches and their frozen lines; what was decided, approved, sent and heard about them is only ever added (A5). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema payments`.execute(db);
  for (const statement of [...heads, ...ledgers]) await sql.raw(statement).execute(db);
}

/** Entitlements, attempts and the mutable heads by which things are found. */
const heads = [
  `create table payments.entitlement (
    id uuid primary key,
    programme text not null,
    cycle text not null,
    individual_id uuid not null,
    benefit_id uuid not null,
    created_at timestamptz not null,
    constraint entitlement_once_per_benefit unique (programme, cycle, individual_id, benefit_id)
  )`,
  `create table payments.attempt (
    entitlement_id uuid not null,
    number integer not null constraint attempt_number_fits_its_id check (number between 1 and 99),
    batch_id uuid not null,
    live boolean not null,
    constraint attempt_one_per_number primary key (entitlement_id, number)
  )`,
  `create unique index attempt_one_live_per_entitlement on payments.attempt (entitlement_id) where live`,
  `create table payments.batch (
    id uuid primary key,
    payroll_id uuid not null,
    programme text not null,
    institution text not null,
    state text not null,
    count integer not null constraint batch_has_lines check (count > 0),
    total_minor bigint not null constraint batch_total_is_positive check (total_minor > 0),
    currency text not null,
    execution_date date not null,
    root text not null,
    statement text not null,
    statement_hash text not null,
    message_id text not null constraint batch_message_id_once unique,
    payment_info_id text not null,
    debtor jsonb not null,
    terms jsonb not null,
    exclusions jsonb not null,
    maker_id text not null,
    maker_login text not null,
    correlation_id text not null,
    created_at timestamptz not null
  )`,
  `create index batch_by_institution on payments.batch (institution, id desc)`,
  `create index batch_open on payments.batch (state) where state not in ('CANCELLED')`,
  `create table payments.line (
    batch_id uuid not null,
    instr_id text not null,
    entitlement_id uuid not null,
    attempt integer not null,
    individual_id uuid not null,
    benefit_id uuid not null,
    benefit_code text not null,
    amount_minor bigint not null constraint line_amount_is_positive check (amount_minor > 0),
    currency text not null,
    end_to_end_id text not null,
    uetr text not null constraint line_uetr_once unique,
    hash text not null,
    account_end text not null,
    payee bytea not null,
    state text not null,
    exceptions text[] not null,
    reason text,
    written_back_at timestamptz,
    told_at timestamptz,
    constraint line_one_per_instruction primary key (batch_id, instr_id),
    constraint line_end_to_end_id_once unique (end_to_end_id)
  )`,
];

/** Append-only (platform/append-only.ts). */
const ledgers = [
  `create table payments.fact (
    batch_id uuid not null,
    fact text not null,
    at timestamptz not null,
    who text not null,
    constraint fact_once_per_batch primary key (batch_id, fact)
  )`,
  `create table payments.approval (
    batch_id uuid not null,
    approver_id text not null,
    approver_login text not null,
    statement_hash text not null,
    attestation text not null,
    at timestamptz not null,
    constraint approval_once_per_person_and_statement primary key (batch_id, approver_id, statement_hash)
  )`,
  `create table payments.file (
    batch_id uuid primary key,
    message_id text not null,
    sha256 text not null,
    size integer not null,
    bytes bytea not null,
    manifest text not null,
    manifest_signature text not null,
    body_signature text not null,
    at timestamptz not null
  )`,
  `create table payments.channel_attempt (
    batch_id uuid not null,
    number integer not null,
    channel text not null,
    message_id text not null,
    sha256 text not null,
    at timestamptz not null,
    constraint channel_attempt_one_per_number primary key (batch_id, number)
  )`,
  `create table payments.received (
    id uuid primary key,
    batch_id uuid,
    source text not null,
    kind text not null,
    sha256 text not null,
    bytes bytea not null,
    at timestamptz not null,
    constraint received_once_per_content unique (source, kind, sha256)
  )`,
  `create table payments.evidence (
    batch_id uuid not null,
    instr_id text not null,
    key text not null,
    at timestamptz not null,
    said jsonb not null,
    received_id uuid,
    constraint evidence_once_per_key primary key (batch_id, instr_id, key)
  )`,
  `create table payments.suspense (
    received_id uuid not null,
    key text not null,
    why text not null,
    at timestamptz not null,
    constraint suspense_once_per_key primary key (received_id, key)
  )`,
];
