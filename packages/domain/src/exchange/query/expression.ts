import type { RecordEntity } from '@interlink/contracts/exchange/dci/role';
import { findAttribute, type Attribute } from './attributes.js';
import { QueryRefused, type Condition, type Operator } from './condition.js';
import { compare } from './values.js';

const MOST_TERMS = 50;
const DEEPEST = 8;

const operators: Readonly<Record<string, Operator>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'gt',
  ge: 'ge',
  gte: 'ge',
  lt: 'lt',
  le: 'le',
  lte: 'le',
  in: 'in',
};

/**
 * The Mongo-like dialect of the examples: `{$and: [...]}`, `{attribute: {$ge: 4}}`, `{attribute: value}`; operators
 * with or without `$`. Throws QueryRefused for whatever is not understood in full.
 */
export function readExpression(entity: RecordEntity, query: unknown): Condition {
  const budget = { terms: 0 };
  return readObject(entity, unwrap(query), budget, 1);
}

/** `{type, value: {expression: {collection, query}}}` or the condition itself. */
function unwrap(query: unknown): unknown {
  const value = member(query, 'value');
  const expression = member(value, 'expression');
  return expression === undefined ? query : member(expression, 'query');
}

function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function readObject(entity: RecordEntity, query: unknown, budget: { terms: number }, depth: number): Condition {
  if (!isObject(query)) throw refused('a condition must be an object');
  if (depth > DEEPEST) throw refused(`a condition may be ${DEEPEST} deep`);
  const members = Object.entries(query);
  if (members.length === 0) throw refused('a condition must say something');
  const parts = members.map(([name, value]) => readMember(entity, name, value, budget, depth));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', of: parts };
}

function readMember(
  entity: RecordEntity,
  name: string,
  value: unknown,
  budget: { terms: number },
  depth: number,
): Condition {
  if (name === '$and' || name === '$or') {
    if (!Array.isArray(value) || value.length === 0) throw refused(`${name} needs a list of conditions`);
    const of = value.map((part) => readObject(entity, part, budget, depth + 1));
    return { kind: name === '$and' ? 'all' : 'any', of };
  }
  if (name === '$not') return { kind: 'not', of: readObject(entity, value, budget, depth + 1) };
  if (name.startsWith('$')) throw refused('an operator is not known');
  const attribute = findAttribute(entity, name);
  if (!attribute) throw refused('an attribute is not known');
  return readTest(attribute, value, budget);
}

function readTest(attribute: Attribute, value: unknown, budget: { terms: number }): Condition {
  const tests: readonly (readonly [string, unknown])[] =
    isObject(value) && Object.keys(value).length > 0 ? Object.entries(value) : [['eq', value]];
  budget.terms += tests.length;
  if (budget.terms > MOST_TERMS) throw refused(`at most ${MOST_TERMS} comparisons`);
  const of = tests.map(([spelled, operand]): Condition => {
    const word = spelled.replace(/^\$/, '');
    const operator = Object.hasOwn(operators, word) ? operators[word] : undefined;
    if (!operator) throw refused('an operator is not known');
    return compare(attribute, operator, operand);
  });
  return of.length === 1 && of[0] ? of[0] : { kind: 'all', of };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const refused = (why: string) => new QueryRefused('rjct.filter.invalid', why);
