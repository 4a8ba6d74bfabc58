/**
 * A total as it may be told (S12): exact where the agreement grants the records, else to the nearest 5, small ones
 * hidden.
 */
export type ToldCount =
  { readonly exact: true; readonly count: number } | { readonly exact: false; readonly count: number };

const STEP = 5;

/** A count below 5, zero included, is told as 0: that there is somebody at all would already be an answer. */
export function tellCount(count: number, exactCounts: boolean): ToldCount {
  if (exactCounts) return { exact: true, count };
  return { exact: false, count: count < STEP ? 0 : Math.round(count / STEP) * STEP };
}

/** Questions about groups that one partner asked lately: which filters, in a form that is equal for equal filters. */
export interface PredicateBudget {
  readonly asked: ReadonlySet<string>;
}

export const emptyBudget: PredicateBudget = { asked: new Set() };

/**
 * Whether another filter may be asked. Rounded counts can be taken apart by many questions that overlap; so only this
 * many different ones are answered in a day. The same one again costs nothing.
 */
export function askPredicate(
  budget: PredicateBudget,
  predicate: string,
  limit: number,
): { readonly allowed: boolean; readonly budget: PredicateBudget } {
  if (budget.asked.has(predicate)) return { allowed: true, budget };
  if (budget.asked.size >= limit) return { allowed: false, budget };
  return { allowed: true, budget: { asked: new Set([...budget.asked, predicate]) } };
}
