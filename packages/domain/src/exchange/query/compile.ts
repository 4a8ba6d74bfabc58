import type { Predicate } from '@interlink/contracts/exchange/dci/query';
import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import type { Sort } from '@interlink/contracts/exchange/dci/search';
import { findAttribute } from './attributes.js';
import { QueryRefused, type Condition } from './condition.js';
import { readExpression } from './expression.js';
import { readPredicates } from './predicate.js';
import { compare } from './values.js';

/** A search as it will be asked: sorted as said and then by id, so that pages neither overlap nor leave out. */
export interface CompiledSearch {
  readonly entity: RecordEntity;
  readonly condition: Condition;
  readonly sort: readonly { readonly attribute: string; readonly descending: boolean }[];
}

export interface QueryText {
  /** When it is absent the form is inferred from the query itself. */
  readonly queryType?: string | undefined;
  readonly query: unknown;
}

/** All three forms become one condition. Throws QueryRefused; nothing is ever left out of what was asked. */
export function compileQuery(entity: RecordEntity, { queryType, query }: QueryText): Condition {
  const form = queryType ?? inferForm(query);
  if (form === 'idtype-value') return readIdentifier(entity, query);
  if (form === 'expression') return readExpression(entity, query);
  if (form === 'predicate') {
    if (!Array.isArray(query)) throw new QueryRefused('rjct.filter.invalid', 'a predicate query is a list');
    return readPredicates(entity, query.map(asPredicate));
  }
  throw new QueryRefused('rjct.search_criteria.invalid', 'the query type is not served');
}

export function compileSort(entity: RecordEntity, sort: readonly Sort[] = []): CompiledSearch['sort'] {
  return sort.map(({ attribute_name, sort_order }) => {
    const attribute = findAttribute(entity, attribute_name);
    // What somebody bears has no order that means anything.
    if (!attribute || attribute.type === 'identifier') {
      throw new QueryRefused('rjct.sort.invalid', 'an attribute to sort by is not known');
    }
    return { attribute: attribute.name, descending: sort_order === 'desc' };
  });
}

function inferForm(query: unknown): string {
  if (Array.isArray(query)) return 'predicate';
  const { type, value } = (query ?? {}) as { readonly type?: unknown; readonly value?: unknown };
  const wrapped = typeof value === 'object' && value !== null && 'expression' in value;
  if (wrapped || (typeof type === 'string' && type.startsWith('ns:'))) return 'expression';
  return typeof type === 'string' && value !== undefined ? 'idtype-value' : 'expression';
}

function readIdentifier(entity: RecordEntity, query: unknown): Condition {
  const { type, value } = (query ?? {}) as { readonly type?: unknown; readonly value?: unknown };
  const attribute = findAttribute(entity, 'identifier');
  if (typeof type !== 'string' || !/^[A-Za-z][\w:.-]{0,98}$/.test(type) || !attribute) {
    throw new QueryRefused('rjct.filter.invalid', 'an identifier needs a type and a value');
  }
  return compare(attribute, 'eq', value, type.slice(type.lastIndexOf(':') + 1).toUpperCase());
}

const operators: ReadonlySet<unknown> = new Set(['gt', 'lt', 'eq', 'ge', 'le', 'in']);
const conditions: ReadonlySet<unknown> = new Set([undefined, 'and', 'or', 'not']);

/** A filter may come past the schema of a search, so its rows are looked at here too. */
function asPredicate(row: unknown): Predicate {
  const { expression1, expression2, condition } = (row ?? {}) as Partial<Predicate>;
  const isTerm = (term: Predicate['expression2']) =>
    typeof term === 'object' &&
    term !== null &&
    typeof term.attribute_name === 'string' &&
    operators.has(term.operator);
  if (!isTerm(expression1) || (expression2 !== undefined && !isTerm(expression2)) || !conditions.has(condition)) {
    throw new QueryRefused('rjct.filter.invalid', 'a row of the predicate query is not of its form');
  }
  return row as Predicate;
}
