import type { FieldPolicies } from '@interlink/domain/registry/choose-fields';
import type { Platform } from '../platform/platform.js';
import type { BlindKeys } from './features.js';
import type { RegistryPolicy } from './policy.js';

/** What the parts of this capability share. */
export interface Core {
  readonly platform: Platform;
  readonly policy: RegistryPolicy;
  readonly fieldPolicies: FieldPolicies;
  readonly keys: BlindKeys;
}
