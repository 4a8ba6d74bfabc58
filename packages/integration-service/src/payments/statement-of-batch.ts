import { toDecimal } from '@interlink/domain/payments/money';
import { RULE_SET_VERSION, statementHash, statementText } from '@interlink/domain/payments/statement';
import { sha256 } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import type { BatchRow } from './tables.js';

/** The format that a batch was made for, as its statement names it. */
export function formatOfStatement({ statement }: Pick<BatchRow, 'statement'>): string {
  return (JSON.parse(statement) as { readonly format: string }).format;
}

type Stated = Pick<BatchRow, 'currency' | 'debtor' | 'executionDate' | 'id'> & { readonly format: string };

/** What approvers of a batch approve, as text and as its hash. */
export function statementFor(
  { platform }: PaymentsContext,
  { id: batchId, currency, debtor, executionDate, format }: Stated,
  { root, count, totalMinor }: { readonly root: string; readonly count: number; readonly totalMinor: number },
): { readonly statement: string; readonly statementHash: string } {
  const { debtorAccount, debtorAgent } = debtor;
  const statement = {
    deployment: platform.config.settings.deployment,
    batchId,
    root,
    count,
    total: toDecimal({ minor: totalMinor, currency }),
    currency,
    debtorAccount,
    debtorAgent,
    executionDate,
    format,
    ruleSetVersion: RULE_SET_VERSION,
  };
  return { statement: statementText(statement), statementHash: statementHash(statement, sha256) };
}
