/**
 * Which portions of a file are in: all up to one, and some beyond, because portions are sent side by side. From 1 on.
 */
export interface Portions {
  readonly upTo: number;
  /** Ascending. */
  readonly beyond: readonly number[];
}

export const noPortions: Portions = { upTo: 0, beyond: [] };

export const hasPortion = ({ upTo, beyond }: Portions, portion: number): boolean =>
  portion <= upTo || beyond.includes(portion);

/** Adding one that is in changes nothing. */
export function addPortion(portions: Portions, portion: number): Portions {
  if (hasPortion(portions, portion)) return portions;
  const beyond = [...portions.beyond, portion].sort((a, b) => a - b);
  let { upTo } = portions;
  while (beyond[0] === upTo + 1) {
    upTo += 1;
    beyond.shift();
  }
  return { upTo, beyond };
}
