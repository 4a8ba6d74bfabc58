import { sql, type Kysely } from 'kysely';

/** Money that nobody collected at a payment point stands in the queue of what failed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index payments.line_failed`.execute(db);
  await sql`create index line_failed on payments.line (batch_id desc, instr_id)
    where state in ('REJECTED', 'RETURNED', 'UNKNOWN') or (state = 'CANCELLED' and reason = 'NOAS')`.execute(db);
}
