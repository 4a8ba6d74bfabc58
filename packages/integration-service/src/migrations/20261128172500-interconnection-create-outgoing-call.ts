import { sql, type Kysely } from 'kysely';

/** One row a call to a system that we ask: what the health of connectors is read from. No person, kept for a week. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table interconnection.outgoing_call (
      id uuid primary key,
      partner text not null,
      operation text not null,
      result text not null,
      took_ms integer not null,
      at timestamptz not null
    )`.execute(db);
  await sql`create index outgoing_call_by_partner on interconnection.outgoing_call (partner, at desc)`.execute(db);
  await sql`create index outgoing_call_by_time on interconnection.outgoing_call (at)`.execute(db);
}
