import { sql, type Kysely } from 'kysely';

/**
 * An excess that two people closed may come again, by what is really booked: it is another incident. That one excess is
 * open once only is seen to under the lock of its batch or line.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.incident drop constraint incident_once_per_line_and_excess`.execute(db);
  await sql`create index incident_by_line on payments.incident (batch_id, instr_id)`.execute(db);
}
