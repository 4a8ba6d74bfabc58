import { sql, type Kysely } from 'kysely';

/** By which is found what was kept long enough. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index received_by_time on exchange.received (received_at)').execute(db);
}
