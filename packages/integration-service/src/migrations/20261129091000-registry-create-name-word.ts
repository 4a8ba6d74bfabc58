import { soundOf } from '@interlink/domain/registry/name-keys';
import { sql, type Kysely } from 'kysely';

/**
 * The words that people's names are made of, each once. A spelling is looked for among these, of which a country has
 * some ten thousands, and then people by the words that are near; the index intersects lists of people and reads no
 * person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table registry.name_word (word text primary key, sound text not null)`.execute(db);
  const { rows } = await sql<{ value: string }>`
    select distinct value from registry.person_key where kind = 'word'`.execute(db);
  const words = rows.map(({ value }) => value);
  await sql`insert into registry.name_word (word, sound)
    select * from unnest(${words}::text[], ${words.map(soundOf)}::text[])`.execute(db);
  await sql`create index name_word_by_sound on registry.name_word (sound)`.execute(db);
  await sql`create index name_word_by_letters on registry.name_word using gin (word gin_trgm_ops)`.execute(db);
  await sql`delete from registry.person_key where kind in ('word', 'sound')`.execute(db);
  await sql`drop index registry.person_by_name`.execute(db);
  // No list of what is yet to be put in: each search would have to go through it.
  await sql`create index person_by_word on registry.person using gin (string_to_array(search_name, ' '))
    with (fastupdate = off)`.execute(db);
}
