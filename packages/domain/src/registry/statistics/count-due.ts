/** A count of everybody that was kept: when it was made, and of how many. */
export interface KeptCount {
  readonly madeAt: Date;
  /** Up to `LARGE` and one; unknown of those that are older than this rule. */
  readonly people: number | null;
}

/** Beyond it nobody looks how much a registry has grown: that alone would be a count of many. */
export const LARGE = 100_000;

/** Once there are so many people, everybody is counted before the time; undefined: not before the time. */
export const countsAgainAt = ({ people }: KeptCount): number | undefined =>
  people === null || people > LARGE ? undefined : Math.max(1, 2 * people);

/**
 * IBR-045: everybody is counted again once the last count is old, and in a registry that fills already once there are
 * twice as many: whoever begins a system is not shown for a quarter of an hour that nobody is in it.
 */
export function isCountDue(kept: KeptCount | undefined, now: Date, everySeconds: number, people: number): boolean {
  if (!kept || now.getTime() - kept.madeAt.getTime() >= everySeconds * 1000) return true;
  const again = countsAgainAt(kept);
  return again !== undefined && people >= again;
}
