/** S14: no seal or send while our clock and the bank's differ by more. */
export const MAX_PARTNER_SKEW_MS = 30_000;

/** One answer with an HTTP `Date`. Times in milliseconds since 1970, `sentAt` and `receivedAt` by our own clock. */
export interface DatedAnswer {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** As parsed; the header has whole seconds, so the answer was dated within the second after it. */
  readonly date: number;
}

/**
 * The least by which the two clocks must differ, in milliseconds; positive when ours is ahead. An answer was dated at some
 * moment while we waited for it, so a slow one proves less and never more than is true.
 */
export function leastSkewMs({ sentAt, receivedAt, date }: DatedAnswer): number {
  if (sentAt > date + 1000) return sentAt - date - 1000;
  return Math.min(receivedAt - date, 0);
}
