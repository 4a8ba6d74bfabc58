/** S5: an entry of the log that no witness has confirmed for longer than this stops the sealing of payments. */
export const MAX_UNWITNESSED_MS = 4 * 3_600_000;

/**
 * Whether the log has gone too long without a witness. `since` is the time of the oldest entry that is under no
 * confirmed head; undefined when there is none. Counted from that entry and not from the last confirmation: a quiet
 * night has nothing to confirm, and a new deployment has four hours from its first entry.
 */
export function isWitnessOverdue(since: Date | undefined, now: Date): boolean {
  return since !== undefined && now.getTime() - since.getTime() > MAX_UNWITNESSED_MS;
}
