import type { Actor } from './actor.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { DbHandle } from './database.js';
import type { Failpoint } from './failpoints.js';
import type { Ids } from './ids.js';
import type { Log } from './logging.js';
import type { Metrics } from './metrics.js';
import type { Sms } from './outbox/sms.js';
import type { InTransaction } from './transaction.js';
import type { Vault } from './vault.js';

/** What every capability's `service.ts` is built from. `db<T>()` reads; `inTransaction` writes. */
export interface Platform extends DbHandle {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly inTransaction: InTransaction;
  readonly vault: Vault;
  readonly sms: Sms;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Kills this process here when a test asked for it (never in production). */
  readonly failpoint: Failpoint;
  /** S6: the read of a person is written to the access log before anything is shown; if it cannot be, 503. */
  auditedRead<R>(actor: Actor, read: AuditedRead, fn: () => Promise<R>): Promise<R>;
}

export interface AuditedRead {
  /** `<capability>.<verb>`, e.g. `enrolment.read-journey`. */
  readonly action: string;
  readonly stream: string;
  /** Ids of the people who are shown. */
  readonly subjects: readonly string[];
  readonly body?: Readonly<Record<string, unknown>>;
}
