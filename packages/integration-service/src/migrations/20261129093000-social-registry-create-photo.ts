import { sql, type Kysely } from 'kysely';

/**
 * Photographs of households, each sealed by a key of its own: erasure destroys the keys of just those that it must
 * (S15).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table social_registry.photo (
      household_id uuid not null,
      id uuid not null,
      member_number integer not null,
      question text not null,
      type text not null constraint photo_type_known check (type in ('image/jpeg', 'image/png', 'image/webp')),
      content_index text not null,
      sealed bytea not null,
      who text not null,
      at timestamptz not null,
      constraint photo_once primary key (household_id, id)
    )`.execute(db);
}
