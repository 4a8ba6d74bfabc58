import type { CivilPerson } from '../common/country.js';
import type { ItemResult, SearchItem } from './messages.js';
import { compileQuery } from './query.js';

const MAX_PAGE = 100;
const MAX_FOUND = 200;
const DEFAULT_PAGE = 25;

export interface Page {
  readonly size: number;
  readonly number: number;
}

export const pageOf = ({ search_criteria: { pagination } }: SearchItem): Page => ({
  size: pagination?.page_size ?? DEFAULT_PAGE,
  number: pagination?.page_number ?? 1,
});

/** Answers each item by itself; `spoil` turns what was found into what is told. */
export function searchItems(
  items: readonly SearchItem[],
  people: readonly CivilPerson[],
  spoil: (found: readonly CivilPerson[]) => readonly CivilPerson[],
): readonly ItemResult[] {
  const seen = new Set<string>();
  return items.map((item) => {
    if (seen.has(item.reference_id)) return { reject: 'rjct.reference_id.duplicate' };
    seen.add(item.reference_id);
    return searchOne(item, people, spoil);
  });
}

function searchOne(
  item: SearchItem,
  people: readonly CivilPerson[],
  spoil: (found: readonly CivilPerson[]) => readonly CivilPerson[],
): ItemResult {
  const { size, number } = pageOf(item);
  if (size > MAX_PAGE) return { reject: 'rjct.pagination.invalid' };
  if (item.search_criteria.sort?.length) return { reject: 'rjct.sort.invalid' };
  const query = compileQuery(item.search_criteria);
  if ('reject' in query) return query;
  const found = spoil(people.filter(query.matches));
  if (found.length > MAX_FOUND) return { reject: 'rjct.search.too_many_records_found' };
  const records = found.slice((number - 1) * size, number * size).map(toRecord);
  return { records, total: found.length };
}

const toRecord = (person: CivilPerson): object => ({
  '@context': 'https://schema.spdci.org/extensions/crvs/v1/data',
  '@type': 'CRVSPerson',
  ...person,
});
