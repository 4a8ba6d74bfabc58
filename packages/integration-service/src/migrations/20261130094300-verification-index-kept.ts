import { sql, type Kysely } from 'kysely';

/** By which is found what was kept long enough. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [`create index authentication_by_expiry on verification.authentication (expires_at)`];
