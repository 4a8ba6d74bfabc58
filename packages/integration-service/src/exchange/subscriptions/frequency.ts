import { Cron } from 'croner';

/** Nothing may be due more often than this. */
const SHORTEST_MS = 1000;

/** When a subscription is due next, in UTC; undefined when the text is no cron text, or it is never due again. */
export function nextDue(frequency: string, after: Date): Date | undefined {
  try {
    const next = new Cron(frequency, { timezone: 'UTC', paused: true }).nextRun(
      new Date(after.getTime() + SHORTEST_MS),
    );
    return next ?? undefined;
  } catch {
    // Cron text is a stranger's: whatever the library says of it, it is not usable.
    return undefined;
  }
}
