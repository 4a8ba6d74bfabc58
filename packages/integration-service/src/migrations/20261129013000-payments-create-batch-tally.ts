import { sql, type Kysely } from 'kysely';

/**
 * How many lines of a batch are in which state, kept by the database itself whoever writes lines: a page about a batch
 * of a million counts nothing. Whoever changes lines holds the row of their batch, so that no two add to one tally at
 * once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** `changes`: rows of line with `n`, 1 for what is there now and -1 for what was. */
const add = (changes: string) => `
  insert into payments.batch_tally as kept (batch_id, state, currency, count, total_minor)
    select batch_id, state, currency, sum(n), sum(n * amount_minor) from (${changes}) changed
    group by batch_id, state, currency having sum(n) <> 0 or sum(n * amount_minor) <> 0
    order by batch_id, state, currency
  on conflict (batch_id, state, currency)
    do update set count = kept.count + excluded.count, total_minor = kept.total_minor + excluded.total_minor;`;

const NOW = 'select batch_id, state, currency, amount_minor, 1 as n from now_lines';
const BEFORE = 'select batch_id, state, currency, amount_minor, -1 as n from before_lines';

const trigger = (event: string, changes: string, tables: string) => [
  `create function payments.tally_${event}() returns trigger language plpgsql as $$ begin ${add(changes)} return null; end $$`,
  `create trigger batch_tally_${event} after ${event} on payments.line referencing ${tables}
     for each statement execute function payments.tally_${event}()`,
];

const statements = [
  `create table payments.batch_tally (
    batch_id uuid not null,
    state text not null,
    currency text not null,
    count bigint not null,
    total_minor bigint not null,
    constraint batch_tally_once primary key (batch_id, state, currency)
  )`,
  ...trigger('insert', NOW, 'new table as now_lines'),
  ...trigger('update', `${NOW} union all ${BEFORE}`, 'new table as now_lines old table as before_lines'),
  ...trigger('delete', BEFORE, 'old table as before_lines'),
  `insert into payments.batch_tally (batch_id, state, currency, count, total_minor)
     select batch_id, state, currency, count(*), sum(amount_minor) from payments.line group by batch_id, state, currency`,
];
