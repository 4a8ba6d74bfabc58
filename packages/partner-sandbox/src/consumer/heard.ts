import type { HeardOperation } from './messages.js';

/** A callback or notice as it was taken. */
export interface Heard {
  readonly at: string;
  readonly operation: HeardOperation;
  readonly messageId: string;
  readonly subscriptionCode: string | null;
  readonly verified: boolean;
  /** Why it was refused; null when it was taken. */
  readonly problem: string | null;
  readonly repeated: boolean;
  readonly message: unknown;
}
