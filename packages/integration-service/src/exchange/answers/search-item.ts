import type { SearchReason } from '@interlink/contracts/exchange/dci/codes';
import { recordTypes, registryTypes, type DciRole, type RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { SearchItem, type SearchCriteria, type SearchResponseItem } from '@interlink/contracts/exchange/dci/search';
import { searchableFields, type RecordType, type RegistryQuery } from '@interlink/contracts/registry/query';
import { findAttribute } from '@interlink/domain/exchange/query/attributes';
import { compileQuery, compileSort, type CompiledSearch } from '@interlink/domain/exchange/query/compile';
import { comparisonsOf, QueryRefused, type Condition } from '@interlink/domain/exchange/query/condition';
import {
  recordTypeOf,
  toRegistryCondition,
  toRegistryField,
  type Searchable,
} from '@interlink/domain/exchange/query/registry-query';
import { searchReasonAt } from '@interlink/domain/exchange/message/item-reason';
import { firstFault } from './first-fault.js';

/** One item that is understood in full, ready to be asked. */
export interface PreparedSearch {
  readonly item: SearchItem;
  readonly entity: RecordEntity;
  readonly condition: Condition;
  /** What filters and sort look at, as paths of the record. */
  readonly filterElements: readonly string[];
  /** Undefined: no source of ours holds such records, so there are none. */
  readonly query: RegistryQuery | undefined;
  readonly page: { readonly number: number; readonly size: number };
}

export interface RefusedItem {
  readonly reason: SearchReason;
  readonly why: string;
}

const DEFAULT_SIZE = 50;

const searchable: Searchable = (recordType: RecordType, field: string) => {
  const fields: Readonly<Record<string, { readonly operators: readonly string[] }>> = searchableFields[recordType];
  return Object.hasOwn(fields, field) ? fields[field]?.operators : undefined;
};

/** Checks one item of a search by its form, its types and its query. */
export function prepareSearch(role: DciRole, given: unknown): PreparedSearch | RefusedItem {
  const fault = firstFault(SearchItem, given);
  if (fault !== undefined) return { reason: searchReasonAt(fault), why: 'the item is not of its form' };
  const item = given as SearchItem;
  const entity = entityOf(role, item.search_criteria);
  if (!entity) return { reason: 'rjct.search_criteria.invalid', why: 'reg_type or reg_record_type is not served here' };
  try {
    return prepare(item, entity);
  } catch (thrown) {
    if (!(thrown instanceof QueryRefused)) throw thrown;
    return { reason: thrown.reason, why: thrown.why };
  }
}

function entityOf(role: DciRole, criteria: SearchCriteria): RecordEntity | undefined {
  const { reg_type: registry, reg_record_type: record, response_entity: entity } = criteria;
  if (registry !== undefined && registry !== registryTypes[role]) return undefined;
  const known = recordTypes[role];
  if (record === undefined) {
    const asked = entity !== undefined && Object.hasOwn(known, entity) ? known[entity] : undefined;
    return asked ?? Object.values(known)[0];
  }
  return entityNamed(role, record);
}

/** What a record type of this role holds, by its last word. */
export function entityNamed(role: DciRole, record: string): RecordEntity | undefined {
  const name = record.slice(record.lastIndexOf(':') + 1);
  return Object.hasOwn(recordTypes[role], name) ? recordTypes[role][name] : undefined;
}

function prepare(item: SearchItem, entity: RecordEntity): PreparedSearch {
  const { query_type: queryType, query, sort, pagination } = item.search_criteria;
  const condition = compileQuery(entity, { queryType, query });
  const order = compileSort(entity, sort);
  const page = { number: pagination?.page_number ?? 1, size: pagination?.page_size ?? DEFAULT_SIZE };
  const looked = [...comparisonsOf(condition), ...order].map(({ attribute }) => attribute);
  return {
    item,
    entity,
    condition,
    page,
    filterElements: elementsOf(entity, looked),
    query: toQuery(entity, condition, order, page),
  };
}

/** Where these attributes stand in a record. */
export function elementsOf(entity: RecordEntity, attributes: readonly string[]): readonly string[] {
  return [...new Set(attributes.map((name) => findAttribute(entity, name)?.element ?? name))];
}

function toQuery(
  entity: RecordEntity,
  condition: Condition,
  order: CompiledSearch['sort'],
  page: PreparedSearch['page'],
): RegistryQuery | undefined {
  const recordType = recordTypeOf[entity];
  if (!recordType) return undefined;
  const where = toRegistryCondition(recordType, condition, searchable);
  const isDisabled = { compare: { field: 'isDisabled', operator: 'eq', value: true } } as const;
  const sort = order.map(({ attribute, descending }) => ({
    field: toRegistryField(recordType, attribute, searchable),
    descending,
  }));
  return {
    recordType,
    where: entity === 'DisabledPerson' ? { all: [where, isDisabled] } : where,
    ...(sort.length > 0 && { sort }),
    page,
  };
}

/** The item's answer when it is refused. */
export function refusedItem(given: unknown, { reason, why }: RefusedItem, at: string): SearchResponseItem {
  return {
    reference_id: referenceOf(given),
    timestamp: at,
    status: 'rjct',
    status_reason_code: reason,
    status_reason_message: why,
  };
}

/** As the item names itself, when it does. */
export function referenceOf(given: unknown): string {
  const { reference_id: id } = (given ?? {}) as { readonly reference_id?: unknown };
  return typeof id === 'string' && id.length >= 1 && id.length <= 255 ? id : 'unknown';
}
