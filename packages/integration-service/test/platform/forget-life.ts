import { forgetAll } from '../../src/platform/jobs/forget.js';
import { forgetDelivered } from '../../src/platform/outbox/forget.js';
import type { Platform } from '../../src/platform/platform.js';

/** A process that clears the outbox, and may be killed at it. */
export const life = (platform: Platform, { days }: { readonly days: number }): Promise<void> =>
  forgetAll(platform, { 'platform.outbox': (tx) => forgetDelivered(tx, days) });
