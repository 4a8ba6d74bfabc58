import { sql, type Kysely } from 'kysely';

/** What the bank said of each message that the journal knows and the ledger has forgotten (R7). Append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table payments.gap (
      message_id text primary key,
      answer text not null,
      batch_id uuid,
      payroll_id uuid,
      received_id uuid,
      at timestamptz not null
    )`.execute(db);
}
