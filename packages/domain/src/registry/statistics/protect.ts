import type { Cell } from '@interlink/contracts/registry/statistics';

/** Fewer than this could be somebody that a reader knows. */
export const SMALLEST = 5;

/** S12: people rounded to five; null for one to four. Rounding each number by itself makes differences useless. */
export function roundPeople(people: number): Cell {
  if (people === 0) return 0;
  return people < SMALLEST ? null : Math.round(people / SMALLEST) * SMALLEST;
}

/** The same for what these people have several of: told of one to four people, it would tell of them. */
export const roundRecords = (records: number, people: number): Cell => (isSmall(people) ? null : roundPeople(records));

const isSmall = (people: number) => people > 0 && people < SMALLEST;

export interface Amount {
  readonly people: number;
  readonly minor: number;
}

/**
 * S12: amounts of a group whose sum may be known. Those of fewer than five people are kept back, and the next smallest
 * as well while that is one alone, or all of them together are fewer than five: what is left of the sum is theirs.
 */
export function protectAmounts(cells: readonly Amount[]): (number | null)[] {
  const inhabited = cells.map(({ people }, at) => ({ people, at })).filter(({ people }) => people > 0);
  const hidden = inhabited.filter(({ people }) => isSmall(people));
  const others = inhabited.filter(({ people }) => !isSmall(people)).sort((a, b) => a.people - b.people || a.at - b.at);
  while (others.length > 0 && tellsOfFew(hidden)) hidden.push(others.shift() as (typeof others)[number]);
  const kept = new Set(hidden.map(({ at }) => at));
  return cells.map(({ minor }, at) => (kept.has(at) ? null : minor));
}

/** Their sum, which is no secret, would be that of one cell or of fewer than five people. */
const tellsOfFew = (hidden: readonly Pick<Amount, 'people'>[]): boolean =>
  hidden.length === 1 || isSmall(hidden.reduce((sum, { people }) => sum + people, 0));
