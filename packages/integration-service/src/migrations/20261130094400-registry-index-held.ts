import { sql, type Kysely } from 'kysely';

/** Whom a law holds: few among all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index person_held on registry.person (person_id) where legal_hold`,
  `create index person_merged on registry.person (merged_into) where merged_into is not null`,
];
