export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'in';
export type Scalar = string | number | boolean;

/** What a DCI query asks, whichever of its three forms it came in; values are of the attribute's own type. */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | Comparison;

export interface Comparison {
  readonly kind: 'compare';
  /** Canonical name, e.g. `birth_date`. */
  readonly attribute: string;
  /** Only for `identifier`: which kind of number it must be; absent: any. */
  readonly identifierType?: string | undefined;
  readonly operator: Operator;
  /** One value; for `in` one or more. */
  readonly values: readonly Scalar[];
}

/** Every comparison of a condition, from left to right. */
export function comparisonsOf(condition: Condition): readonly Comparison[] {
  if (condition.kind === 'compare') return [condition];
  if (condition.kind === 'not') return comparisonsOf(condition.of);
  return condition.of.flatMap(comparisonsOf);
}

/** A query that cannot be answered as it was meant: never half understood, never ignored. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
  constructor(
    readonly reason: 'rjct.filter.invalid' | 'rjct.sort.invalid' | 'rjct.search_criteria.invalid',
    /** What of it, for the partner's developer: names and rules of the standard, no value. */
    readonly why: string,
  ) {
    super(why);
  }
}
