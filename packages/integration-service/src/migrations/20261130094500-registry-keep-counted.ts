import { sql, type Kysely } from 'kysely';

/** Of how many people a count of everybody is: a registry that has grown much since is counted again before the time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table registry.statistic_day add column people integer`.execute(db);
  await sql`alter table registry.quality_day add column people integer`.execute(db);
}
