import type { Connector } from './exchange/connector.js';
import type { AccountVerifier, CivilStatusVerifier, EnrolmentVerifier } from './verification/verifier.js';

/**
 * What a contributed npm package brings. It is code that the deployment trusts, and depends on these contracts alone.
 */
export interface Extension {
  /** Checks that `policies.verification` of interlink.json may name; no id may be one that is there already. */
  readonly verifiers?: readonly (AccountVerifier | CivilStatusVerifier | EnrolmentVerifier)[];
  /** Systems that can be spoken to, beside the built-in ones. */
  readonly connectors?: readonly Connector[];
}

/**
 * A package exports `export const extension = defineExtension({...})` and is named in `extensions` of interlink.json.
 */
export function defineExtension(extension: Extension): Extension {
  return extension;
}
