import type { Quota } from '@interlink/contracts/interconnection/registered-partner';

/** Calls counted in the running second and the running UTC day. Times in ms. */
export interface QuotaUse {
  readonly second: number;
  readonly inSecond: number;
  readonly day: number;
  readonly inDay: number;
}

const SECOND = 1000;
const DAY = 86_400_000;

/** The second and the UTC day, each by its number, in which a time lies. */
export function windowsAt(nowMs: number): Pick<QuotaUse, 'day' | 'second'> {
  return { second: Math.floor(nowMs / SECOND), day: Math.floor(nowMs / DAY) };
}

/** Whether a call may go now. `use` after it counts it; when it is refused, nothing is counted. */
export function spendQuota(
  before: QuotaUse | undefined,
  quota: Quota,
  nowMs: number,
  cost = 1,
):
  { readonly allowed: true; readonly use: QuotaUse } | { readonly allowed: false; readonly retryAfterSeconds: number } {
  const { second, day } = windowsAt(nowMs);
  const inSecond = (before?.second === second ? before.inSecond : 0) + cost;
  const inDay = (before?.day === day ? before.inDay : 0) + cost;
  if (inDay > quota.perDay) return { allowed: false, retryAfterSeconds: Math.ceil(((day + 1) * DAY - nowMs) / SECOND) };
  if (inSecond > quota.perSecond) return { allowed: false, retryAfterSeconds: 1 };
  return { allowed: true, use: { second, inSecond, day, inDay } };
}

const DEFAULT: Quota = { perSecond: 20, perDay: 20_000 };

/** The partner's own for this operation, its default, or that of S12. */
export function quotaOf(quotas: Readonly<Record<string, Quota>>, operation: string): Quota {
  return quotas[operation] ?? quotas['default'] ?? DEFAULT;
}
