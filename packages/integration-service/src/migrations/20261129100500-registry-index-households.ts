import { sql, type Kysely } from 'kysely';

/** A household is looked for by its number, of a document or of the source, without reading all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index household_by_identifier on registry.household
    using gin ((data -> 'identifiers') jsonb_path_ops)`.execute(db);
  await sql`create index household_by_key on registry.household (record_key)`.execute(db);
}
