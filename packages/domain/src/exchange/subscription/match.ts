import { comparisonsOf, type Comparison, type Condition, type Scalar } from '../query/condition.js';

/** What is known of one record when a change is matched: values by attribute; identifiers as `TYPE|number`. */
export type Facts = ReadonlyMap<string, readonly Scalar[]>;

/** Turns a value that people bear into one that only equals itself, so that no filter holds it in clear. */
export type Blind = (attribute: string, value: string) => string;

const borne = new Set(['identifier', 'given_name', 'surname']);
const EVERYBODY = '*';

/** A filter as it is kept: what people bear in it is blinded. */
export function blindCondition(condition: Condition, blind: Blind): Condition {
  if (condition.kind === 'not') return { kind: 'not', of: blindCondition(condition.of, blind) };
  if (condition.kind !== 'compare')
    return { ...condition, of: condition.of.map((part) => blindCondition(part, blind)) };
  if (!borne.has(condition.attribute)) return condition;
  return { ...condition, values: condition.values.map((value) => blind(condition.attribute, fold(value))) };
}

/** Facts in the same form. */
export function blindFacts(facts: Facts, blind: Blind): Facts {
  return new Map(
    [...facts].map(([attribute, values]) => {
      if (!borne.has(attribute)) return [attribute, values];
      return [attribute, values.map((value) => blindFact(attribute, value, blind))];
    }),
  );
}

function blindFact(attribute: string, value: Scalar, blind: Blind): string {
  if (attribute !== 'identifier') return blind(attribute, fold(value));
  const text = String(value);
  const at = text.indexOf('|');
  return `${text.slice(0, at)}|${blind(attribute, fold(text.slice(at + 1)))}`;
}

const fold = (value: Scalar) => String(value).trim().toLowerCase();

/**
 * Under which keys a filter is found: whatever satisfies it bears at least one of them. A filter that names neither a
 * number nor a programme is looked at for everybody.
 */
export function keysOf(condition: Condition): readonly string[] {
  if (condition.kind === 'compare') return ownKeys(condition) ?? [EVERYBODY];
  if (condition.kind === 'not') return [EVERYBODY];
  const parts = condition.of.map(keysOf);
  if (condition.kind === 'any') return [...new Set(parts.flat())];
  // Of conditions that must all hold, the one with the fewest keys is enough.
  const narrow = parts.filter((keys) => !keys.includes(EVERYBODY)).sort((a, b) => a.length - b.length);
  return narrow[0] ?? [EVERYBODY];
}

function ownKeys({ attribute, operator, identifierType, values }: Comparison): readonly string[] | undefined {
  if (operator !== 'eq' && operator !== 'in') return undefined;
  if (attribute === 'identifier') return values.map((value) => `identifier|${identifierType ?? ''}|${value}`);
  return attribute === 'programme_identifier' ? values.map((value) => `programme|${value}`) : undefined;
}

/** The keys under which a filter that fits these facts can be found. */
export function keysOfFacts(facts: Facts): readonly string[] {
  const identifiers = (facts.get('identifier') ?? []).flatMap((fact) => {
    const text = String(fact);
    return [`identifier|${text}`, `identifier||${text.slice(text.indexOf('|') + 1)}`];
  });
  const programmes = (facts.get('programme_identifier') ?? []).map((code) => `programme|${code}`);
  return [...identifiers, ...programmes, EVERYBODY];
}

/** Whether the facts satisfy the filter. What is not known satisfies no comparison, nor its opposite by `ne`. */
export function isSatisfied(condition: Condition, facts: Facts): boolean {
  if (condition.kind === 'all') return condition.of.every((part) => isSatisfied(part, facts));
  if (condition.kind === 'any') return condition.of.some((part) => isSatisfied(part, facts));
  if (condition.kind === 'not') return !isSatisfied(condition.of, facts);
  const known = facts.get(condition.attribute) ?? [];
  return known.some((value) => isEqualOrOrdered(condition, value));
}

function isEqualOrOrdered({ attribute, operator, identifierType, values }: Comparison, known: Scalar): boolean {
  const [wanted] = values;
  if (wanted === undefined) return false;
  const value = attribute === 'identifier' ? numberOf(String(known), identifierType) : known;
  if (value === undefined) return false;
  switch (operator) {
    case 'eq':
    case 'in':
      return values.includes(value);
    case 'ne':
      return value !== wanted;
    case 'gt':
      return value > wanted;
    case 'ge':
      return value >= wanted;
    case 'lt':
      return value < wanted;
    case 'le':
      return value <= wanted;
  }
}

function numberOf(fact: string, type: string | undefined): string | undefined {
  const at = fact.indexOf('|');
  return type === undefined || fact.slice(0, at) === type ? fact.slice(at + 1) : undefined;
}

/** Every attribute that a filter looks at. */
export const attributesIn = (condition: Condition): readonly string[] => [
  ...new Set(comparisonsOf(condition).map(({ attribute }) => attribute)),
];
