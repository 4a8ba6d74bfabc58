import { sql, type Kysely } from 'kysely';

/** A person comes back with the eight letters and digits of the message or the slip: the journey is found by them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index journey_by_reference on enrolment.journey (right(id::text, 8))`.execute(db);
}
