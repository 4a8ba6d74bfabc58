import type { Comparison, Condition } from '@interlink/contracts/registry/query';

/** What somebody may know of the person they look for. */
export const SEARCH_BY = ['name', 'identifier', 'phone', 'account', 'email', 'household'] as const;
export type SearchBy = (typeof SEARCH_BY)[number];

export interface Wanted {
  readonly by: SearchBy;
  readonly value: string;
  /** Year of birth, to tell people of one name apart; empty for any. */
  readonly bornIn: string;
}

export const isYear = (text: string): boolean => text === '' || /^(19|20)\d{2}$/.test(text);

/** Spaces and dashes that people put into numbers to read them; the registry keeps numbers without. */
const bare = (value: string) => value.replace(/[\s\-()]/g, '');

function toComparison({ by, value }: Wanted): Comparison {
  const text = value.trim();
  if (by === 'name') return { field: 'name', operator: 'like', value: text };
  if (by === 'household') return { field: 'householdNumber', operator: 'eq', value: text };
  return { field: by, operator: 'eq', value: by === 'phone' || by === 'account' ? bare(text) : text };
}

export function toCondition(wanted: Wanted): Condition {
  const first: Condition = { compare: toComparison(wanted) };
  if (wanted.bornIn === '') return first;
  const born = (operator: 'ge' | 'le', value: string): Condition => ({
    compare: { field: 'birthDate', operator, value },
  });
  return { all: [first, born('ge', `${wanted.bornIn}-01-01`), born('le', `${wanted.bornIn}-12-31`)] };
}
