import { sql, type Kysely } from 'kysely';

/** Payments that two people asked the bank to call back, and what was heard of it. Append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table payments.recall (
    id uuid primary key,
    batch_id uuid not null,
    instr_id text not null,
    reason text not null,
    channel text not null,
    message_id text not null unique,
    message text not null,
    signature text not null,
    decision_id uuid not null unique,
    at timestamptz not null
  )`,
  `create index recall_of_line on payments.recall (batch_id, instr_id)`,
  `create table payments.recall_word (
    recall_id uuid not null,
    key text not null,
    said text not null,
    reason text,
    received_id uuid,
    at timestamptz not null,
    primary key (recall_id, key)
  )`,
];
