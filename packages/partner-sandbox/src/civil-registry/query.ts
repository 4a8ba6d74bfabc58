import type { CivilPerson } from '../common/country.js';
import type { Expression, Predicate, SearchCriteria } from './messages.js';
import { daysOf } from './partial-date.js';

/** Whether a record answers the query. */
export type Matches = (person: CivilPerson) => boolean;
/** A query that the registry does not understand is refused: a filter is never ignored. */
export type Compiled = { readonly matches: Matches } | { readonly reject: string };

const REJECT_CRITERIA = { reject: 'rjct.search_criteria.invalid' } as const;
const REJECT_FILTER = { reject: 'rjct.filter.invalid' } as const;

const TEXTS: Readonly<Record<string, (person: CivilPerson) => string>> = {
  given_name: ({ name }) => name.given_name,
  surname: ({ name }) => name.surname,
  sex: ({ sex }) => sex,
};

/** Makes one rule of an identifier or of attribute predicates, which are joined by and. */
export function compileQuery({ query_type: queryType, query }: SearchCriteria): Compiled {
  if (queryType === 'idtype-value') return compileIdentifier(query as { type: string; value: unknown });
  return queryType === 'predicate' ? compilePredicates(query as readonly Predicate[]) : REJECT_CRITERIA;
}

function compileIdentifier({ type, value }: { readonly type: string; readonly value: unknown }): Compiled {
  if (type !== 'UIN' || typeof value !== 'string') return REJECT_FILTER;
  const matches: Matches = ({ identifier }) =>
    identifier.some((one) => one.identifier_type === type && one.identifier_value === value);
  return { matches };
}

function compilePredicates(predicates: readonly Predicate[]): Compiled {
  const rules: Matches[] = [];
  for (const { expression1, condition, expression2 } of predicates) {
    const first = compileExpression(expression1);
    const second = expression2 && compileExpression(expression2);
    if (!first || (condition === undefined) !== (second === undefined) || condition === 'not') return REJECT_FILTER;
    if (!second) rules.push(first);
    else if (condition === 'and') rules.push(first, second);
    else rules.push((person) => first(person) || second(person));
  }
  return { matches: (person) => rules.every((rule) => rule(person)) };
}

function compileExpression({
  attribute_name: name,
  operator,
  attribute_value: value,
}: Expression): Matches | undefined {
  if (typeof value !== 'string') return undefined;
  if (name === 'birth_date') return compileBirthDate(operator, value);
  const read = TEXTS[name];
  if (!read || operator !== 'eq') return undefined;
  return (person) => plain(read(person)) === plain(value);
}

/** A record of which only the year is known matches what it may be. */
function compileBirthDate(operator: Expression['operator'], value: string): Matches | undefined {
  const asked = daysOf(value);
  if (!asked || operator === 'in') return undefined;
  return ({ birth_date: birthDate }) => {
    const born = daysOf(birthDate);
    if (!born) return false;
    if (operator === 'eq') return born.first <= asked.last && born.last >= asked.first;
    if (operator === 'ge') return born.last >= asked.first;
    if (operator === 'gt') return born.last > asked.last;
    return operator === 'le' ? born.first <= asked.last : born.first < asked.first;
  };
}

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();
