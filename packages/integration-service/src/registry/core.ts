import type { FieldPolicies } from '@interlink/domain/registry/choose-fields';
import { readAuditWithin } from '../platform/audited-read.js';
import type { DbHandle } from '../platform/database.js';
import type { Platform } from '../platform/platform.js';
import type { Tx } from '../platform/transaction.js';
import type { BlindKeys } from './features.js';
import type { RegistryPolicy } from './policy.js';

/** What the parts of this capability share. */
export interface Core {
  readonly platform: Platform;
  readonly policy: RegistryPolicy;
  readonly fieldPolicies: FieldPolicies;
  readonly keys: BlindKeys;
}

/** As much of it as judging which households are one takes. */
export interface Judging {
  readonly platform: DbHandle;
  readonly policy: Pick<RegistryPolicy, 'households'>;
}

/** The same, reading within a transaction of the caller, who shows nothing before it is committed (S6). */
export const within = (core: Core, tx: Tx): Core => ({
  ...core,
  platform: { ...core.platform, db: <T>() => tx.db<T>(), auditedRead: readAuditWithin(tx) },
});
