import type { RegistryQuery } from '@interlink/contracts/registry/query';
import { sql, type RawBuilder } from 'kysely';
import type { Core } from './core.js';
import { sortColumn } from './search-sql.js';

/** What a search reads, and in which order beside that of the query. */
export interface Source {
  readonly from: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly rank?: RawBuilder<unknown> | undefined;
  /** Columns beside the id, each after a comma. */
  readonly more?: RawBuilder<unknown>;
  /** Beyond so many, the others are neither counted nor ranked. */
  readonly most?: number;
}

export async function findIds(core: Core, query: RegistryQuery, source: Source) {
  const { rows, total, hasMore } = await findRows(core, query, source);
  return { ids: rows.map(({ id }) => id), total, hasMore };
}

/** One page of rows and how many there are: both after the scope, so that neither tells more. */
export async function findRows<More = object>(
  { platform }: Core,
  query: RegistryQuery,
  { from, id, where, rank, more = sql``, most = Infinity }: Source,
): Promise<{
  readonly rows: readonly (More & { readonly id: string })[];
  readonly total: number;
  readonly hasMore: boolean;
}> {
  const { number, size } = query.page;
  const order = [
    ...(query.sort ?? []).flatMap(({ field, descending }) => {
      const name = sortColumn(query.recordType, field);
      return name === undefined ? [] : [sql`${sql.ref(name)} ${sql.raw(descending ? 'desc' : 'asc')} nulls last`];
    }),
    ...(rank && !query.sort ? [rank] : []),
    id,
  ];
  // What is beyond is found out by one row more.
  const looked =
    most === Infinity
      ? sql`${from} where ${where}`
      : sql`(select p.person_id, p.search_name from ${from} where ${where} limit ${most + 1}) p`;
  const { rows } = await sql<More & { id: string; total: number }>`
    select ${id} as id, count(*) over () as total ${more} from ${looked}
    order by ${sql.join(order)} limit ${size} offset ${(number - 1) * size}`.execute(platform.db());
  const total = rows[0]?.total ?? (number === 1 ? 0 : await count(platform, looked));
  return { rows, total: Math.min(total, most), hasMore: total > most };
}

async function count(platform: Core['platform'], looked: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*) as total from ${looked}`.execute(platform.db());
  return rows[0]?.total ?? 0;
}
