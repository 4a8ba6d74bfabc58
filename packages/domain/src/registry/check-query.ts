import type {
  Comparison,
  Condition,
  IdentifierValue,
  QueryValue,
  RecordType,
  RegistryQuery,
  SearchableField,
} from '@interlink/contracts/registry/query';
import { isDay, toUtc } from '../platform/times.js';

/** What is wrong with a query; the caller turns it into its own refusal. */
export interface QueryFault {
  readonly problem:
    'not-a-condition' | 'too-deep' | 'too-large' | 'unknown-field' | 'operator-not-possible' | 'value-not-possible';
  readonly field?: string;
  readonly operator?: string;
}

/** The declared fields of a record type: contracts' `searchableFields[recordType]`. */
export type Fields = Readonly<Record<string, SearchableField>>;

const DEEPEST = 8;
const LARGEST = 100;

/** Undefined when every part can be asked; a query that is not understood is an error, never ignored. */
export function checkQuery({ where, sort }: Pick<RegistryQuery, 'where' | 'sort'>, fields: Fields) {
  const counter = { left: LARGEST };
  const fault = checkCondition(where, fields, 0, counter);
  if (fault) return fault;
  const unsortable = sort?.find(({ field }) => !Object.hasOwn(fields, field) || !isSortable(fields[field]));
  return unsortable && { problem: 'unknown-field' as const, field: unsortable.field };
}

/** Identifiers, accounts and free words have no order that says anything. */
function isSortable(field: SearchableField | undefined): boolean {
  return field !== undefined && !['identifier', 'text'].includes(field.kind);
}

function checkCondition(
  given: unknown,
  fields: Fields,
  depth: number,
  counter: { left: number },
): QueryFault | undefined {
  counter.left -= 1;
  if (counter.left < 0) return { problem: 'too-large' };
  if (depth > DEEPEST) return { problem: 'too-deep' };
  const node = soleEntry(given);
  if (!node) return { problem: 'not-a-condition' };
  const [key, value] = node;
  if (key === 'not') return checkCondition(value, fields, depth + 1, counter);
  if (key === 'compare') return checkComparison(value, fields);
  if ((key !== 'all' && key !== 'any') || !Array.isArray(value) || value.length === 0) {
    return { problem: 'not-a-condition' };
  }
  for (const part of value) {
    const fault = checkCondition(part, fields, depth + 1, counter);
    if (fault) return fault;
  }
  return undefined;
}

function soleEntry(given: unknown): [string, unknown] | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const entries = Object.entries(given);
  return entries.length === 1 ? entries[0] : undefined;
}

function checkComparison(given: unknown, fields: Fields): QueryFault | undefined {
  if (typeof given !== 'object' || given === null) return { problem: 'not-a-condition' };
  const { field, operator, value } = given as Partial<Comparison>;
  if (typeof field !== 'string' || typeof operator !== 'string') return { problem: 'not-a-condition' };
  const declared = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!declared) return { problem: 'unknown-field', field };
  if (!declared.operators.includes(operator)) return { problem: 'operator-not-possible', field, operator };
  const values = operator === 'in' ? value : [value];
  const fits = Array.isArray(values) && values.length > 0 && values.every((one) => fitsKind(declared.kind, one));
  return fits ? undefined : { problem: 'value-not-possible', field, operator };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
/** The database refuses a day that the calendar has not, and with it a question that we took. */
const isDate = (value: unknown) => isText(value) && isDay(value);

const fits: Readonly<Record<SearchableField['kind'], (value: unknown) => boolean>> = {
  text: isText,
  code: isText,
  name: isText,
  id: (value) => isText(value) && UUID.test(value),
  date: isDate,
  moment: (value) => isDate(value) || (isText(value) && toUtc(value) !== undefined),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  identifier: (value) => isText(value) || isIdentifier(value),
};

const fitsKind = (kind: SearchableField['kind'], value: unknown) => fits[kind](value);

function isIdentifier(value: unknown): value is IdentifierValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { type, value: number, ...rest } = value as Partial<IdentifierValue>;
  return isText(number) && (type === undefined || isText(type)) && Object.keys(rest).length === 0;
}

/** `compare(...)`, `all(...)`: what code writes instead of nested objects. */
export const compare = (field: string, operator: Comparison['operator'], value: QueryValue): Condition => ({
  compare: { field, operator, value },
});
export const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions });
export const any = (...conditions: readonly Condition[]): Condition => ({ any: conditions });
export const not = (condition: Condition): Condition => ({ not: condition });

/** Every comparison of the tree, in its order: what an agreement is held against. */
export function comparisonsOf(condition: Condition): readonly Comparison[] {
  if ('compare' in condition) return [condition.compare];
  if ('not' in condition) return comparisonsOf(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(comparisonsOf);
}

/** The same tree with each comparison as `change` makes it. */
export function mapComparisons(condition: Condition, change: (comparison: Comparison) => Comparison): Condition {
  if ('compare' in condition) return { compare: change(condition.compare) };
  if ('not' in condition) return { not: mapComparisons(condition.not, change) };
  const changed = (parts: readonly Condition[]) => parts.map((part) => mapComparisons(part, change));
  return 'all' in condition ? { all: changed(condition.all) } : { any: changed(condition.any) };
}

/** The record types that can be asked for. */
export const recordTypes: readonly RecordType[] = ['Member', 'Group', 'Beneficiary'];
