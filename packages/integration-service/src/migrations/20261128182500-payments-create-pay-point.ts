import { sql, type Kysely } from 'kysely';

/** Lists of payment points, what was marked on them, and the signed days. Append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table payments.pay_list (
    batch_id uuid primary key,
    number integer not null unique,
    point text not null,
    signature text not null,
    at timestamptz not null,
    who text not null
  )`,
  `create table payments.pay_mark (
    id uuid primary key,
    batch_id uuid not null,
    instr_id text not null,
    mark text not null,
    marked_at timestamptz not null,
    place text not null,
    proof bytea,
    at timestamptz not null,
    who text not null
  )`,
  `create index pay_mark_of_line on payments.pay_mark (batch_id, instr_id, marked_at desc)`,
  `create table payments.cash_count (
    id uuid primary key,
    batch_id uuid not null,
    day date not null,
    advance_minor bigint not null,
    returned_minor bigint not null,
    paid_minor bigint not null,
    is_last boolean not null,
    manager_id text not null,
    manager_login text not null,
    at timestamptz not null
  )`,
  `create table payments.cash_witness (
    count_id uuid primary key,
    witness_id text not null,
    witness_login text not null,
    at timestamptz not null
  )`,
];
