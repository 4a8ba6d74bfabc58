import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import type { Actor } from './actor.js';
import { countPeople } from './people/count-people.js';
import type { InTransaction } from './transaction.js';

export interface AuditedRead {
  /** `<capability>.<verb>`, e.g. `enrolment.read-journey`. */
  readonly action: string;
  readonly stream: string;
  /** Ids of the people who are shown; one entry each, or one in all when nobody is found. */
  readonly subjects: readonly string[];
  readonly body?: Readonly<Record<string, unknown>>;
  /** Pages of payments and the like, without a name: they are logged, but count for nobody's day (S12). */
  readonly isNameless?: boolean;
}

/** S6: the read of a person is written to the access log before anything is shown; if it cannot be, 503. */
export type ReadAudit = <R>(actor: Actor, read: AuditedRead, fn: () => Promise<R>) => Promise<R>;

export function readAudit(inTransaction: InTransaction): ReadAudit {
  return async (actor, { action, stream, subjects, body, isNameless = false }, fn) => {
    const entry = { action, stream, ...(body && { body }) };
    try {
      await inTransaction(actor, async (tx) => {
        if (!isNameless) await countPeople(tx, subjects);
        if (subjects.length === 0) tx.audit(entry);
        for (const subject of subjects) tx.audit({ ...entry, subject });
      });
    } catch (cause) {
      if (isRefusal(cause)) {
        await inTransaction(actor, async (tx) => tx.audit({ stream, action: cause.code, body: { wanted: action } }));
        throw cause;
      }
      throw new ServiceError('platform.audit-unavailable', {}, { cause });
    }
    return fn();
  };
}

/** What S12 says of this operator today, not a failure to write. */
const isRefusal = (thrown: unknown): thrown is ServiceError =>
  isServiceError(thrown) && ['platform.reason-needed', 'platform.too-many-people'].includes(thrown.code);
