import { sql, type Kysely } from 'kysely';

/** A key per person and purpose (S15): destroying it erases what it sealed, in append-only tables too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table platform.subject_key (
      subject_id text not null,
      purpose text not null,
      version smallint not null,
      wrapped_key bytea,
      created_at timestamptz not null,
      destroyed_at timestamptz,
      constraint subject_key_once_per_purpose primary key (subject_id, purpose),
      constraint subject_key_is_there_or_destroyed check ((wrapped_key is null) = (destroyed_at is not null))
    )`.execute(db);
}
