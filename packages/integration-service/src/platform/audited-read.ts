import { ServiceError } from '@interlink/contracts/errors';
import type { Actor } from './actor.js';
import type { InTransaction } from './transaction.js';

export interface AuditedRead {
  /** `<capability>.<verb>`, e.g. `enrolment.read-journey`. */
  readonly action: string;
  readonly stream: string;
  /** Ids of the people who are shown; one entry each, or one in all when nobody is found. */
  readonly subjects: readonly string[];
  readonly body?: Readonly<Record<string, unknown>>;
}

/** S6: the read of a person is written to the access log before anything is shown; if it cannot be, 503. */
export type ReadAudit = <R>(actor: Actor, read: AuditedRead, fn: () => Promise<R>) => Promise<R>;

export function readAudit(inTransaction: InTransaction): ReadAudit {
  return async (actor, { action, stream, subjects, body }, fn) => {
    const entry = { action, stream, ...(body && { body }) };
    try {
      await inTransaction(actor, async (tx) => {
        if (subjects.length === 0) tx.audit(entry);
        for (const subject of subjects) tx.audit({ ...entry, subject });
      });
    } catch (cause) {
      throw new ServiceError('platform.audit-unavailable', {}, { cause });
    }
    return fn();
  };
}
