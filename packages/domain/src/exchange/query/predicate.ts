import type { Predicate, PredicateExpression } from '@interlink/contracts/exchange/dci/query';
import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { findAttribute } from './attributes.js';
import { QueryRefused, type Condition } from './condition.js';
import { compare } from './values.js';

/**
 * Rows in the order of `seq_num`, joined by and; within a row `condition` joins two expressions, `not` negates the
 * first.
 */
export function readPredicates(entity: RecordEntity, rows: readonly Predicate[]): Condition {
  if (rows.length === 0) throw new QueryRefused('rjct.filter.invalid', 'a predicate query needs a row');
  const ordered = [...rows].sort((a, b) => (a.seq_num ?? 0) - (b.seq_num ?? 0));
  const of = ordered.map((row) => readRow(entity, row));
  return of.length === 1 && of[0] ? of[0] : { kind: 'all', of };
}

function readRow(entity: RecordEntity, { expression1, condition, expression2 }: Predicate): Condition {
  const first = readTerm(entity, expression1);
  const second = expression2 && readTerm(entity, expression2);
  if (condition === 'not') {
    const negated: Condition = { kind: 'not', of: first };
    return second ? { kind: 'all', of: [negated, second] } : negated;
  }
  if (!second) {
    // An `or` with nothing on its other side was meant to say more.
    if (condition === 'or') throw new QueryRefused('rjct.filter.invalid', 'or needs a second expression');
    return first;
  }
  return { kind: condition === 'or' ? 'any' : 'all', of: [first, second] };
}

function readTerm(entity: RecordEntity, term: PredicateExpression): Condition {
  const attribute = findAttribute(entity, term.attribute_name);
  if (!attribute) throw new QueryRefused('rjct.filter.invalid', 'an attribute is not known');
  return compare(attribute, term.operator, term.attribute_value);
}
