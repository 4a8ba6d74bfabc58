import { sql, type Kysely } from 'kysely';

/** Post-payment verification: one sample a batch, so that nobody draws again until it suits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.sample (
      batch_id uuid primary key references payments.batch (id),
      confidence smallint not null,
      margin_percent smallint not null,
      population integer not null,
      size integer not null,
      seed text not null,
      drawn_by text not null,
      drawn_at timestamptz not null
    )`.execute(db);
  await sql`
    create table payments.sample_line (
      batch_id uuid not null references payments.sample,
      instr_id text not null,
      place integer not null,
      answer text,
      received_minor bigint,
      answered_by text,
      answered_at timestamptz,
      constraint sample_line_once primary key (batch_id, instr_id)
    )`.execute(db);
}
