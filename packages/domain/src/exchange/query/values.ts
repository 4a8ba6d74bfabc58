import { toPartialDate } from '../partial-date.js';
import type { Attribute } from './attributes.js';
import { operatorsOf } from './attributes.js';
import { QueryRefused, type Comparison, type Operator, type Scalar } from './condition.js';

const MOST_VALUES = 100;
const LONGEST = 400;

/** A comparison with values of the attribute's type. Throws QueryRefused when the operator or a value does not fit. */
export function compare(attribute: Attribute, operator: Operator, given: unknown, identifierType?: string): Comparison {
  const { name, type } = attribute;
  if (!operatorsOf[type].includes(operator)) {
    throw new QueryRefused('rjct.filter.invalid', `operator ${operator} is not for ${name}`);
  }
  const list = operator === 'in' ? listOf(given, name) : [given];
  const values = list.map((value) => coerce(attribute, value));
  return {
    kind: 'compare',
    attribute: name,
    operator,
    values,
    ...(identifierType !== undefined && { identifierType }),
  };
}

/** `in` has no legal list in the standard: a list, text with commas and `{values: [...]}` are all met. */
function listOf(given: unknown, name: string): readonly unknown[] {
  const list = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : valuesOf(given);
  if (list.length === 0 || list.length > MOST_VALUES) {
    throw new QueryRefused('rjct.filter.invalid', `in needs 1 to ${MOST_VALUES} values for ${name}`);
  }
  return list;
}

function valuesOf(given: unknown): readonly unknown[] {
  const values = (given as { readonly values?: unknown } | null)?.values;
  return Array.isArray(values) ? values : typeof given === 'number' ? [given] : [];
}

function coerce({ name, type }: Attribute, given: unknown): Scalar {
  const value = typeof given === 'string' ? given.trim() : given;
  const fitting = type === 'number' ? numberOf(value) : type === 'boolean' ? truthOf(value) : textOf(value);
  const read = type === 'date' && typeof fitting === 'string' ? dayOf(fitting) : fitting;
  if (read === undefined) throw new QueryRefused('rjct.filter.invalid', `the value for ${name} is no ${type}`);
  return read;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function truthOf(value: unknown): boolean | undefined {
  if (value === 'true' || value === true) return true;
  return value === 'false' || value === false ? false : undefined;
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string' || text === '' || text.length > LONGEST) return undefined;
  // PostgreSQL takes no NUL; no name and no number bears a control character.
  return /\p{Cc}/u.test(text) ? undefined : text;
}

/** A whole day; a date-time counts by its date. */
function dayOf(text: string): string | undefined {
  const date = toPartialDate(text);
  return date?.precision === 'day' ? date.date : undefined;
}
