import { sql, type Kysely } from 'kysely';

/**
 * A batch gets revisions (an edit drops approvals), several files, holds, decisions of two people, incidents and what
 * statements cannot explain. Everything that is heard or decided is only ever added.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...changes, ...heads, ...ledgers, ...moves]) await sql.raw(statement).execute(db);
}

const changes = [
  `alter table payments.batch
    add column revision integer not null default 1,
    add column parts integer not null default 1,
    add column state_at timestamptz`,
  `update payments.batch set state_at = created_at`,
  `alter table payments.fact
    add column revision integer not null default 1,
    add column part integer not null default 0,
    drop constraint fact_once_per_batch,
    add constraint fact_once_per_revision_and_part primary key (batch_id, fact, revision, part)`,
  `alter table payments.line
    add column part integer not null default 1,
    add column leaf_index integer not null default 0,
    add column rank smallint not null default 0,
    add column net_minor bigint not null default 0,
    add column account_index text not null default '',
    add column identifier_index text,
    add column removed_at timestamptz,
    add column failed_on date,
    add column signed_off_state text,
    add column write_back_problem text,
    add column told_state text`,
  `update payments.line set told_state = state where told_at is not null`,
  `create index line_by_benefit on payments.line (benefit_id)`,
  `create index line_by_individual on payments.line (individual_id)`,
  `create index line_by_identifier on payments.line (identifier_index) where identifier_index is not null`,
  `create index line_by_account on payments.line (account_index)`,
  `create index line_by_state on payments.line (batch_id, state)`,
  `alter table payments.file
    add column part integer not null default 1,
    add column format text not null default 'pain.001.001.09',
    add column count integer,
    add column total_minor bigint,
    drop constraint file_pkey,
    add constraint file_one_per_part primary key (batch_id, part),
    add constraint file_message_id_once unique (message_id)`,
  `alter table payments.channel_attempt
    add column part integer not null default 1,
    drop constraint channel_attempt_one_per_number,
    add constraint channel_attempt_one_per_part_and_number primary key (batch_id, part, number)`,
  `alter table payments.statement add column until date`,
  `alter table payments.suspense
    add column batch_id uuid,
    add column account text,
    add column entry jsonb`,
];

const heads = [
  `alter table payments.attempt
    add column person_key text,
    add column programme text,
    add column cycle text`,
  `update payments.attempt set person_key = entitlement.individual_id::text, programme = entitlement.programme,
    cycle = entitlement.cycle from payments.entitlement where entitlement.id = attempt.entitlement_id`,
  `alter table payments.attempt
    alter column person_key set not null, alter column programme set not null, alter column cycle set not null`,
  // Not unique by entitlement alone: two benefits of one person for one period are one payment too many (F08).
  `create unique index attempt_one_live_per_person_and_period
    on payments.attempt (person_key, programme, cycle) where live`,
  `create index attempt_by_batch on payments.attempt (batch_id)`,
  `create index suspense_by_account on payments.suspense (account)`,
];

/** Append-only (platform/append-only.ts). */
const ledgers = [
  `create table payments.hold (
    id uuid primary key,
    batch_id uuid not null,
    reason text not null,
    details jsonb not null,
    at timestamptz not null,
    who text not null
  )`,
  `create index hold_by_batch on payments.hold (batch_id)`,
  `create table payments.decision (
    id uuid primary key,
    kind text not null,
    institution text not null,
    batch_id uuid,
    target text not null,
    details jsonb not null,
    proposer_id text not null,
    proposer_login text not null,
    at timestamptz not null
  )`,
  `create index decision_by_target on payments.decision (kind, target)`,
  `create table payments.decision_confirmation (
    decision_id uuid primary key,
    confirmer_id text not null,
    confirmer_login text not null,
    at timestamptz not null
  )`,
  `create table payments.removal (
    batch_id uuid not null,
    instr_id text not null,
    leaf_index integer not null,
    reason text not null,
    evidence jsonb not null,
    at timestamptz not null,
    constraint removal_once_per_line primary key (batch_id, instr_id)
  )`,
  `create table payments.incident (
    id uuid primary key,
    kind text not null,
    batch_id uuid not null,
    instr_id text not null,
    entitlement_id uuid not null,
    excess_minor bigint not null,
    currency text not null,
    at timestamptz not null,
    constraint incident_once_per_line_and_excess unique (batch_id, instr_id, kind, excess_minor)
  )`,
  `create index incident_by_entitlement on payments.incident (entitlement_id)`,
  `create table payments.entitlement_event (
    id uuid primary key,
    entitlement_id uuid not null,
    kind text not null,
    attempt integer not null,
    note text not null,
    decision_id uuid,
    at timestamptz not null,
    who text not null
  )`,
  `create index entitlement_event_by_entitlement on payments.entitlement_event (entitlement_id)`,
  `create table payments.adjustment (
    key text not null,
    batch_id uuid not null,
    instr_id text not null,
    said jsonb not null,
    received_id uuid,
    at timestamptz not null,
    constraint adjustment_once_per_key primary key (batch_id, instr_id, key)
  )`,
  `create table payments.suspense_resolution (
    received_id uuid not null,
    key text not null,
    how text not null,
    batch_id uuid,
    instr_id text,
    decision_id uuid,
    at timestamptz not null,
    constraint suspense_resolved_once primary key (received_id, key)
  )`,
  `create table payments.decided (
    batch_id uuid not null,
    benefit_id uuid not null,
    individual_id uuid not null,
    outcome text not null,
    reason text,
    inputs bytea not null,
    at timestamptz not null,
    constraint decided_once_per_benefit primary key (batch_id, benefit_id)
  )`,
  `create index decided_by_individual on payments.decided (individual_id, at)`,
  `create table payments.check_report (
    batch_id uuid not null,
    revision integer not null,
    at timestamptz not null,
    who text not null,
    report jsonb not null,
    constraint check_report_once_per_time primary key (batch_id, revision, at)
  )`,
  `create table payments.adoption (
    benefit_id uuid primary key,
    payroll_id uuid not null,
    individual_id uuid not null,
    programme text not null,
    cycle text not null,
    verdict text not null,
    amount_minor bigint not null,
    currency text not null,
    source text not null,
    at timestamptz not null,
    who text not null
  )`,
  `create table payments.statement_gap (
    account text not null,
    expected_sequence bigint not null,
    seen_sequence bigint not null,
    at timestamptz not null,
    constraint statement_gap_once primary key (account, expected_sequence, seen_sequence)
  )`,
];

/** What earlier batches have is put where it belongs now. */
const moves = [
  `insert into payments.fact (batch_id, fact, revision, part, at, who)
    select id, 'validated', 1, 0, created_at, maker_login from payments.batch`,
  `insert into payments.hold (id, batch_id, reason, details, at, who)
    select gen_random_uuid(), batch_id, 'stopped', '{}'::jsonb, at, who from payments.fact where fact = 'exception'`,
  `insert into payments.fact (batch_id, fact, revision, part, at, who)
    select batch_id, 'unanswered', 1, 1, min(at), 'interlink' from payments.evidence
    where said->>'kind' = 'no-answer' group by batch_id`,
  `update payments.line set leaf_index = placed.place from (
    select batch_id, instr_id, row_number() over (partition by batch_id order by instr_id collate "C") - 1 as place
    from payments.line) placed
    where placed.batch_id = line.batch_id and placed.instr_id = line.instr_id`,
  `update payments.file set count = batch.count, total_minor = batch.total_minor
    from payments.batch where batch.id = file.batch_id`,
  `alter table payments.file alter column count set not null, alter column total_minor set not null`,
];
