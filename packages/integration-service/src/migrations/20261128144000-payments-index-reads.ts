import { sql, type Kysely } from 'kysely';

/** What the screens ask, so that each answers from an index with a million lines in a batch. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index line_tally on payments.line (batch_id, state, instr_id) include (amount_minor, currency)`,
  `create index line_failed on payments.line (batch_id desc, instr_id) where state in ('REJECTED', 'RETURNED', 'UNKNOWN')`,
  `create index line_with_exception on payments.line (batch_id desc, instr_id) where cardinality(exceptions) > 0`,
  `create index batch_by_payroll on payments.batch (payroll_id)`,
  `create index received_by_batch on payments.received (batch_id)`,
  `create index suspense_by_time on payments.suspense (at desc)`,
];
