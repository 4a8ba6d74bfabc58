import { sql, type Kysely } from 'kysely';

/** What a batch pays for, so that it is compared with what other batches of the programme paid for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table payments.batch add column period_from date, add column period_to date,
    add constraint batch_period_is_whole check ((period_from is null) = (period_to is null))`.execute(db);
}
