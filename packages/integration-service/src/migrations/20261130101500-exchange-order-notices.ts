import { sql, type Kysely } from 'kysely';

/**
 * Of when the newest notice of each record of a source was, so that one that was overtaken undoes nothing; records by a
 * keyed hash only.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table exchange.told (
        partner text not null,
        record text not null,
        told_at timestamptz not null,
        constraint told_once_per_record primary key (partner, record)
      )`,
    )
    .execute(db);
  await sql.raw('create index told_by_time on exchange.told (told_at)').execute(db);
}
