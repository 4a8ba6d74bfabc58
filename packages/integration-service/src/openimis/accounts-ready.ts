import { isServiceError, ServiceError } from '@interlink/contracts/errors';
import { checkServiceAccounts, type AccountFinding, type ServiceAccounts } from './accounts.js';
import type { OperatorDirectory } from '../platform/http/operators.js';
import { leastRightsOf, type Rights } from './rights.js';

const WELL_FOR_MS = 5 * 60_000;
const ILL_FOR_MS = 10_000;

export interface AccountsCheck {
  readonly name: string;
  /** Throws when a service account may do more, or less, than rights.json says. */
  check(): Promise<void>;
}

/**
 * S9: a service account with a right too many makes the process not ready. Compared at start and every five minutes;
 * when openIMIS does not answer, what was found last still holds.
 */
export function accountsReady(
  openimis: { readonly accounts: ServiceAccounts; readonly directory: OperatorDirectory },
  rights: Rights,
  now: () => number,
): AccountsCheck {
  let findings: readonly AccountFinding[] | undefined;
  let goodUntil = -Infinity;
  let running: Promise<void> | undefined;
  const compare = async () => {
    try {
      findings = await checkServiceAccounts(openimis.accounts, openimis.directory, leastRightsOf(rights));
    } catch (thrown) {
      if (!findings || !isServiceError(thrown) || thrown.code !== 'platform.openimis-unavailable') throw thrown;
    }
    goodUntil = now() + (findings.length === 0 ? WELL_FOR_MS : ILL_FOR_MS);
  };
  return {
    name: 'openimis-accounts',
    async check() {
      if (now() >= goodUntil) {
        running ??= compare().finally(() => {
          running = undefined;
        });
        await running;
      }
      const [first] = findings ?? [];
      if (first) throw new ServiceError('platform.forbidden', { account: first.account, problem: first.problem });
    },
  };
}
