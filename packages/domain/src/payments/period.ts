/** What is paid for: first and last day, `YYYY-MM-DD`, both of them part of it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Whether there is a day that both pay for. */
export function periodsOverlap(one: Period, other: Period): boolean {
  return one.from <= other.to && other.from <= one.to;
}
