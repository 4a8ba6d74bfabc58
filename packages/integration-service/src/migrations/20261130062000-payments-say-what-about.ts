import { sql, type Kysely } from 'kysely';

/** Which of our messages something that we heard is about: the last word about it is found without opening others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.received add column about text`.execute(db);
  await sql`create index received_by_message on payments.received (about, kind, id) where about is not null`.execute(
    db,
  );
}
