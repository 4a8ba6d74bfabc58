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
