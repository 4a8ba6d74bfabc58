const DAY_MS = 86_400_000;

/** The bank's business day that is `days` business days after this one, `YYYY-MM-DD`; 0 = today or the next one. */
export function businessDayAfter(now: Date, days: number, bankDays: readonly number[]): string {
  let day = Date.parse(now.toISOString().slice(0, 10));
  for (let left = days; ; day += DAY_MS) {
    if (!bankDays.includes(new Date(day).getUTCDay())) continue;
    if (left === 0) return new Date(day).toISOString().slice(0, 10);
    left -= 1;
  }
}
