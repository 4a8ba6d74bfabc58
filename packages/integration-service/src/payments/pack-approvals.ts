import type { EvidencePackRecord } from '@interlink/contracts/payments/evidence-pack';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import type { DbHandle } from '../platform/database.js';
import type { PaymentsTables } from './tables.js';

/** Approvals of every revision: those of an earlier one show what dropped. */
export async function packApprovals(handle: DbHandle, batchId: string): Promise<readonly EvidencePackRecord[]> {
  const rows = await handle
    .db<PaymentsTables>()
    .selectFrom('payments.approval')
    .selectAll()
    .where('batchId', '=', batchId)
    .orderBy('at')
    .execute();
  return rows.map(({ approverId, approverLogin, statementHash, attestation, assertion, at }) => {
    const assurance = assertion === null ? ('attested' as const) : ('signed' as const);
    const who = { approverId, approverLogin, statementHash, at: at.toISOString(), assurance };
    const attested = canonicalJson({ batchId, ...who }, 'as-is');
    return { type: 'approval', ...who, attested, attestation, ...(assertion && { assertion: { ...assertion } }) };
  });
}
