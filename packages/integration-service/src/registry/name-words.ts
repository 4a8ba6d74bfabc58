import { isSlip, soundOf } from '@interlink/domain/registry/name-keys';
import { sql, type Kysely } from 'kysely';
import type { DbHandle } from '../platform/database.js';
import { groupBy, insertColumns } from './rows.js';
import { WORDS } from './search-sql.js';
import type { RegistryTables } from './tables.js';

/**
 * As alike in letters (pg_trgm, 0 to 1) as these, two words are one in two spellings; a slip makes short ones less so.
 */
const ALIKE = 0.5;
/** How many of a sound, and alike in letters, are looked at. */
const MOST_OF_A_SOUND = 500;
const MOST_ALIKE = 100;

/** Keeps words that names are made of, each once. In their order, so that two writers do not wait for each other. */
export async function saveWords(db: Kysely<RegistryTables>, words: Iterable<string>): Promise<void> {
  const rows = [...new Set(words)].sort().map((word) => ({ word, sound: soundOf(word) }));
  const types = { word: 'text', sound: 'text' };
  await insertColumns(db, 'registry.name_word', types, rows, sql`on conflict do nothing`);
}

/** S15: a word that nobody is called by any more is not kept. */
export async function forgetWords(db: Kysely<RegistryTables>, words: Iterable<string>): Promise<void> {
  const gone = [...new Set(words)];
  if (gone.length === 0) return;
  await sql`
    delete from registry.name_word w where w.word = any(${gone}::text[]) and not exists (
      select from registry.person_name p where ${WORDS} @> array[w.word])`.execute(db);
}

interface NearRow {
  readonly asked: string;
  readonly word: string;
  readonly isSound: boolean;
  readonly likeness: number;
}

/**
 * For each word: the words of names that are it in another spelling, itself among them. Those sound alike, differ by
 * one slip, or share most of their letters.
 */
export async function nearWords(
  handle: DbHandle,
  words: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = [...new Set(words)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<NearRow>`
    select a.word as asked, n.* from unnest(${wanted}::text[], ${wanted.map(soundOf)}::text[]) a(word, sound),
      lateral (
        (select w.word, true as is_sound, 0::real as likeness from registry.name_word w where w.sound = a.sound
          order by similarity(w.word, a.word) desc, w.word limit ${MOST_OF_A_SOUND})
        union all
        (select w.word, false, similarity(w.word, a.word) from registry.name_word w where w.word % a.word
          order by similarity(w.word, a.word) desc, w.word limit ${MOST_ALIKE})
      ) n`.execute(handle.db());
  const near = rows.filter(({ asked, word, isSound, likeness }) => isSound || likeness >= ALIKE || isSlip(asked, word));
  const grouped = groupBy(near, ({ asked }) => asked);
  return new Map(wanted.map((word) => [word, [...new Set((grouped.get(word) ?? []).map((row) => row.word))]]));
}
