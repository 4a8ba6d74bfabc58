import { sql, type Kysely } from 'kysely';

/** Which statements of an account have been read, so that a gap shows and none is read twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.statement (
      account text not null,
      sequence bigint not null,
      statement_id text not null,
      received_id uuid not null,
      opening_minor bigint not null,
      closing_minor bigint not null,
      currency text not null,
      at timestamptz not null,
      constraint statement_one_per_number primary key (account, sequence)
    )`.execute(db);
}
