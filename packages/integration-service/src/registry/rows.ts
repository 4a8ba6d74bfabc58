import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RegistryTables } from './tables.js';

const CHUNK = 1000;

/** Inserts any number of rows; PostgreSQL takes 65,535 values a statement. */
export async function insertAll(
  db: Kysely<RegistryTables>,
  table: keyof RegistryTables,
  rows: readonly object[],
): Promise<void> {
  for (const chunk of chunksOf(rows, CHUNK)) {
    await db
      .insertInto(table)
      .values(chunk as never)
      .execute();
  }
}

/**
 * Inserts any number of rows by one statement that is the same whatever their number: an array a column. Much less work
 * for both sides than a parameter a value. `types`: the columns of the rows, camelCase, with their PostgreSQL types.
 */
export async function insertColumns<K extends string>(
  db: Kysely<RegistryTables>,
  table: string,
  types: Readonly<Record<K, string>>,
  rows: readonly Readonly<Record<K, unknown>>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(types) as K[];
  const columns = names.map((name) => sql.ref(name));
  const arrays = names.map((name) => sql`${rows.map((row) => row[name])}::${sql.raw(types[name])}[]`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns)})
    select * from unnest(${sql.join(arrays)}) ${onConflict}`.execute(db);
}

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
