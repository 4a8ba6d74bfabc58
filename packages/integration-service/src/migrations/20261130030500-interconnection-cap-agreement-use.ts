import { sql, type Kysely } from 'kysely';

/**
 * The day's volume is kept to where it is counted: of answers that are counted at once, in any replica, none passes it.
 * Days from before bear none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table interconnection.agreement_use add column most integer,
       add constraint agreement_use_within_volume check (records <= most)`,
    )
    .execute(db);
}
