import { PAIN_001_001_09 } from '@interlink/domain/payments/formats/pain-001-001-09';
import { toDecimal } from '@interlink/domain/payments/money';
import { RULE_SET_VERSION, statementHash, statementText } from '@interlink/domain/payments/statement';
import { sha256 } from './hashes.js';
import type { PaymentsContext } from './policy.js';
import type { BatchRow } from './tables.js';

/** What approvers of a batch approve, as text and as its hash. */
export function statementFor(
  { platform }: PaymentsContext,
  { id: batchId, currency, debtor, executionDate }: Pick<BatchRow, 'currency' | 'debtor' | 'executionDate' | 'id'>,
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
    format: PAIN_001_001_09,
    ruleSetVersion: RULE_SET_VERSION,
  };
  return { statement: statementText(statement), statementHash: statementHash(statement, sha256) };
}
