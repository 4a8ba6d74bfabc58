import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import type { Actor } from './actor.js';
import { countPeople } from './people/count-people.js';
import type { InTransaction, Tx } from './transaction.js';

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
    const read = { action, stream, subjects, isNameless, ...(body && { body }) };
    try {
      await inTransaction(actor, (tx) => noteRead(tx, read));
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

/**
 * The same within a transaction of the caller, who shows nothing before it is committed: one transaction instead of
 * two. What refuses an operator's day is thrown as it is, for its audit entry would be undone with the rest.
 */
export function readAuditWithin(tx: Tx): ReadAudit {
  return async (_actor, read, fn) => {
    await noteRead(tx, read);
    return fn();
  };
}

async function noteRead(tx: Tx, { action, stream, subjects, body, isNameless = false }: AuditedRead): Promise<void> {
  const entry = { action, stream, ...(body && { body }) };
  if (!isNameless) await countPeople(tx, subjects);
  if (subjects.length === 0) tx.audit(entry);
  for (const subject of subjects) tx.audit({ ...entry, subject });
}

/** What S12 says of this operator today, not a failure to write. */
const isRefusal = (thrown: unknown): thrown is ServiceError =>
  isServiceError(thrown) && ['platform.reason-needed', 'platform.too-many-people'].includes(thrown.code);
