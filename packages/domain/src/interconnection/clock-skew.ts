/** S14: no seal or send while our clock and the bank's differ by more. */
export const MAX_PARTNER_SKEW_MS = 30_000;

/** One answer that tells the time. Times in milliseconds since 1970, `sentAt` and `receivedAt` by our own clock. */
export interface DatedAnswer {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** As it was told. */
  readonly date: number;
  /** The moment lies so much behind `date` at most: an HTTP `Date` has whole seconds. */
  readonly precisionMs: number;
}

/**
 * The least by which the two clocks must differ, in milliseconds; positive when ours is ahead. An answer was dated at
 * some moment while we waited for it, so a slow one proves less and never more than is true.
 */
export function leastSkewMs({ sentAt, receivedAt, date, precisionMs }: DatedAnswer): number {
  if (sentAt > date + precisionMs) return sentAt - date - precisionMs;
  return Math.min(receivedAt - date, 0);
}
