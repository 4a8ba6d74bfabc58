import { sql, type Kysely } from 'kysely';

/** Whether more than one system has households is asked at each search of a partner: by the ends of an index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index household_by_source on registry.household (source)`.execute(db);
}
