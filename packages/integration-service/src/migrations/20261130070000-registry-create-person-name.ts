import { sql, type Kysely } from 'kysely';

/**
 * Names apart from the people who bear them. A search by name looks at up to a thousand people; of ten million their
 * rows lie on as many pages of a table that no memory holds, and their names on a twentieth of it, which stays there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table registry.person_name (
      person_id uuid not null,
      district_id uuid,
      search_name text not null
    )`.execute(db);
  await sql`
    insert into registry.person_name (person_id, district_id, search_name)
    select person_id, district_id, search_name from registry.person where merged_into is null and search_name <> ''`.execute(
    db,
  );
  await sql`alter table registry.person_name add constraint person_name_once primary key (person_id)`.execute(db);
  // The district is a word like the others, so that one word within districts is an intersection too. No list of what
  // is yet to be put in: each search would have to go through it.
  await sql`drop index registry.person_by_word`.execute(db);
  for (const [name, table] of [
    ['person_name_by_word', 'registry.person_name'],
    ['person_by_word', 'registry.person'],
  ] as const) {
    await sql`create index ${sql.ref(name)} on ${sql.table(table)}
      using gin ((string_to_array(search_name, ' ') || district_id::text)) with (fastupdate = off)`.execute(db);
  }
}
