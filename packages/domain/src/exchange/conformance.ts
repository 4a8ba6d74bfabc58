/** Levels that build on each other (dci.md 10): a level counts when it and all below it hold. */
export const conformanceLevels = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'] as const;
export type ConformanceLevel = (typeof conformanceLevels)[number];

/** One thing that was tried. `detail`: what came instead, when it did not hold. */
export interface ConformanceResult {
  readonly level: ConformanceLevel;
  readonly check: string;
  readonly passed: boolean;
  readonly detail?: string | undefined;
}

export interface ConformanceReport {
  /** The highest level that counts; undefined when not even the first does. */
  readonly reached: ConformanceLevel | undefined;
  readonly results: readonly ConformanceResult[];
}

/** A level of which nothing was tried counts for nothing. */
export function toReport(results: readonly ConformanceResult[]): ConformanceReport {
  let reached: ConformanceLevel | undefined;
  for (const level of conformanceLevels) {
    const tried = results.filter((result) => result.level === level);
    if (tried.length === 0 || tried.some(({ passed }) => !passed)) break;
    reached = level;
  }
  return { reached, results };
}
