import type { Cell, Overlap } from '@interlink/contracts/registry/statistics';

export interface Matrix {
  /** Sorted. */
  readonly programmes: readonly string[];
  /** Either way round; undefined: nobody is in both. */
  readonly peopleIn: (one: string, other: string) => Cell | undefined;
  readonly highest: number;
}

/** Pairs as a square that is the same on both sides of its diagonal. */
export function toMatrix(overlaps: readonly Overlap[]): Matrix {
  const pairs = new Map(overlaps.map(({ one, other, people }) => [keyOf(one, other), people]));
  return {
    programmes: [...new Set(overlaps.flatMap(({ one, other }) => [one, other]))].sort(),
    peopleIn: (one, other) => pairs.get(keyOf(one, other)),
    highest: Math.max(...overlaps.map(({ people }) => people ?? 0), 1),
  };
}

const keyOf = (...codes: readonly string[]) => [...codes].sort().join('|');

/** Darker for more; the words stay readable on every shade. */
export function shadeOf(people: Cell | undefined, highest: number): { background: string; color: string } {
  const part = (people ?? 0) / highest;
  const step = Math.round(part * 4);
  const shades = ['#ffffff', '#e0f0f4', '#a9d3dc', '#4f97a6', '#006273'] as const;
  return { background: shades[step] ?? '#ffffff', color: step >= 4 ? '#ffffff' : '#1a1a1a' };
}
