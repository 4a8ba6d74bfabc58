import type { Kysely } from 'kysely';
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
