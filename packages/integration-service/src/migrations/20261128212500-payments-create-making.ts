import { sql, type Kysely } from 'kysely';

/** How far the making of a batch is, for whoever waits for it; the batch itself appears whole or not at all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table payments.making (
    id uuid primary key,
    payroll_id uuid not null,
    institution text not null,
    state text not null check (state in ('under-way', 'made', 'refused')),
    done integer not null,
    total integer not null,
    problem jsonb,
    maker_login text not null,
    started_at timestamptz not null,
    seen_at timestamptz not null
  )`.execute(db);
}
