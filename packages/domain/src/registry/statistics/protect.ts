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
 * S12: amounts of a group whose sum may be known. Those of fewer than five people are kept back, and where that is one
 * alone the next smallest as well, so that nothing can be reckoned back from the sum.
 */
export function protectAmounts(cells: readonly Amount[]): (number | null)[] {
  const hidden = new Set(cells.flatMap(({ people }, at) => (isSmall(people) ? [at] : [])));
  if (hidden.size === 1) {
    const others = cells
      .map(({ people }, at) => ({ people, at }))
      .filter(({ people, at }) => people > 0 && !hidden.has(at))
      .sort((a, b) => a.people - b.people || a.at - b.at);
    if (others[0]) hidden.add(others[0].at);
  }
  return cells.map(({ minor }, at) => (hidden.has(at) ? null : minor));
}
