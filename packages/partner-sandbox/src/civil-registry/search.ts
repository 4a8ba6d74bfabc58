import type { CivilPerson } from '../common/country.js';
import { openItemCheck, pageOf } from '../register/search-item.js';
import type { ItemResult, SearchCriteria, SearchItem } from './messages.js';
import { compileQuery } from './query.js';

const MAX_FOUND = 200;
const KEPT = { regType: 'ns:org:RegistryType:Civil', recordType: 'Person' };

type Spoil = (found: readonly CivilPerson[]) => readonly CivilPerson[];

/** Answers each item by itself; `spoil` turns what was found into what is told. */
export function searchItems(
  items: readonly SearchItem[],
  people: readonly CivilPerson[],
  spoil: Spoil,
): readonly ItemResult[] {
  const refusalOf = openItemCheck(KEPT);
  return items.map((item) => {
    const reject = refusalOf(item);
    return reject === undefined ? searchOne(item.search_criteria, people, spoil) : { reject };
  });
}

function searchOne(criteria: SearchCriteria, people: readonly CivilPerson[], spoil: Spoil): ItemResult {
  const query = compileQuery(criteria);
  if ('reject' in query) return query;
  const found = spoil(people.filter(query.matches));
  if (found.length > MAX_FOUND) return { reject: 'rjct.search.too_many_records_found' };
  return pageOf(found.map(toRecord), criteria.pagination);
}

const toRecord = (person: CivilPerson): object => ({
  '@context': 'https://schema.spdci.org/extensions/crvs/v1/data',
  '@type': 'CRVSPerson',
  ...person,
});
