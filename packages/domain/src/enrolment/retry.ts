import type { EngineStep } from './events.js';

/** How long a step is tried, and how soon again; milliseconds. */
export interface RetryPolicy {
  /** Civil registry and account keeper: after this many silent attempts the journey goes on provisionally. */
  readonly checkAttempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { checkAttempts: 2, firstDelayMs: 1_000, longestDelayMs: 300_000 };

/** Doubles with each attempt up to the longest delay. */
export function retryDelay(attempt: number, policy: RetryPolicy): number {
  return Math.min(policy.firstDelayMs * 2 ** Math.min(Math.max(attempt, 1) - 1, 30), policy.longestDelayMs);
}

/** Whether one more silent attempt is worth the person's waiting. */
export function mayTryAgain(step: EngineStep, attempt: number, policy: RetryPolicy): boolean {
  const isCheck = step === 'civil-status' || step === 'account';
  return !isCheck || attempt < policy.checkAttempts;
}
