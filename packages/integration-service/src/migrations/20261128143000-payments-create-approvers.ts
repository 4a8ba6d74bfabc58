import { sql, type Kysely } from 'kysely';

/** Who may approve money (S11): credentials and what holders said of them are only ever added. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table payments.ceremony (
    id uuid primary key,
    institution text not null,
    place text not null,
    witnesses text[] not null constraint ceremony_has_two_witnesses check (cardinality(witnesses) >= 2),
    logins text[] not null constraint ceremony_is_of_three check (cardinality(logins) = 3),
    code_hash text not null,
    opened_by text not null,
    at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create table payments.credential (
    credential_id text primary key,
    approver_id text not null,
    approver_login text not null,
    institution text not null,
    public_key text not null,
    transports text[] not null,
    label text not null,
    ceremony_id uuid,
    related_individual_ids uuid[] not null,
    attestation_object text not null,
    client_data_json text not null,
    at timestamptz not null,
    constraint credential_once_per_person_and_ceremony unique (ceremony_id, approver_id)
  )`,
  `create index credential_by_approver on payments.credential (approver_id)`,
  `create table payments.credential_event (
    credential_id text not null,
    kind text not null,
    who text not null,
    who_login text not null,
    reason text,
    assertion jsonb not null,
    at timestamptz not null,
    constraint credential_event_once_per_person primary key (credential_id, kind, who)
  )`,
  `create table payments.credential_counter (
    credential_id text primary key,
    counter bigint not null
  )`,
  `create table payments.challenge (
    nonce text primary key,
    user_id text not null,
    purpose text not null,
    expiry timestamptz not null,
    good_until timestamptz not null,
    used_at timestamptz
  )`,
  `alter table payments.approval add column assertion jsonb`,
  `alter table payments.approval add column credential_id text`,
  // An approval that ran out after 72 hours may be given again.
  `alter table payments.approval drop constraint approval_once_per_person_and_statement`,
  `alter table payments.approval add constraint approval_once_per_person_statement_and_time
    primary key (batch_id, approver_id, statement_hash, at)`,
];
