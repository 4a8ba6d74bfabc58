import { sql, type Kysely } from 'kysely';

const PARTS = ['partner_key', 'partner_address', 'partner_certificate', 'credential', 'agreement'];

/**
 * A number that is another after every change of what decides about a partner, whoever makes it: with each call it is
 * read beside the quota, so that no replica acts on what it remembers of before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table interconnection.partner add column version bigint not null default 1`,
  `create function interconnection.count_partner_change() returns trigger language plpgsql as $$
    begin
      new.version := old.version + 1;
      return new;
    end $$`,
  `create function interconnection.note_partner_change() returns trigger language plpgsql as $$
    begin
      if tg_op in ('UPDATE', 'DELETE') then
        update interconnection.partner set version = version + 1 where id = old.partner;
      end if;
      if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.partner <> old.partner) then
        update interconnection.partner set version = version + 1 where id = new.partner;
      end if;
      return null;
    end $$`,
  `create trigger partner_is_another before update on interconnection.partner
    for each row execute function interconnection.count_partner_change()`,
  ...PARTS.map(
    (
      table,
    ) => `create trigger ${table}_makes_partner_another after insert or update or delete on interconnection.${table}
      for each row execute function interconnection.note_partner_change()`,
  ),
];
