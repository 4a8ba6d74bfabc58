import { sql, type Kysely } from 'kysely';

/** By which is found what was kept long enough. Bodies of exchanges never were: what partners send is kept by exchange. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table interconnection.exchange_log drop column body, drop column body_until`,
  `create index agreement_use_by_day on interconnection.agreement_use (day)`,
  `create index predicate_by_day on interconnection.predicate (day)`,
];
