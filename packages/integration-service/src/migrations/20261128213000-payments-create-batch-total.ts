import { sql, type Kysely } from 'kysely';

/** Where the payees of a line live, by which bank and of which sex they are; and the sums of a batch by these. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table payments.line add column area text not null default '', add column agent text not null default '',
    add column sex text not null default ''`,
  `create table payments.batch_total (
    batch_id uuid not null,
    area text not null,
    agent text not null,
    sex text not null,
    count integer not null,
    total_minor bigint not null,
    primary key (batch_id, area, agent, sex)
  )`,
];
