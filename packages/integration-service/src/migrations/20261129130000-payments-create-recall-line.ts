import { sql, type Kysely } from 'kysely';

/** One message calls several payments back, and the bank answers by payment. Append-only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table payments.recall_line (
    recall_id uuid not null,
    batch_id uuid not null,
    instr_id text not null,
    primary key (recall_id, instr_id)
  )`,
  `create index recall_line_of_line on payments.recall_line (batch_id, instr_id)`,
  `insert into payments.recall_line (recall_id, batch_id, instr_id) select id, batch_id, instr_id from payments.recall`,
  // None: of all payments of the message, as the channel says it.
  `alter table payments.recall_word add column instr_id text`,
  `update payments.recall_word word set instr_id = recall.instr_id
    from payments.recall recall where recall.id = word.recall_id and word.received_id is not null`,
  `alter table payments.recall drop column instr_id`,
  `create index recall_of_batch on payments.recall (batch_id)`,
];
