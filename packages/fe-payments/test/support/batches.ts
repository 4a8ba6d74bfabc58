import { createHash } from 'node:crypto';
import type { Approvers, CredentialView } from '@interlink/contracts/payments/approvers';
import type { BatchHead, LeafPage, LedgerLine } from '@interlink/contracts/payments/reads';
import type { Sha256 } from '@interlink/domain/payments/hashing';
import { linesRoot } from '@interlink/domain/payments/line';
import { statementHash, statementText } from '@interlink/domain/payments/statement';

export const BATCH_ID = '01900000-0000-7000-8000-0000000000b1';
const sha256: Sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
};

export const TERMS = {
  categoryPurpose: 'SSBE',
  chargeBearer: 'SLEV',
  serviceLevel: 'NURG',
  executionDate: '2026-11-26',
} as const;

export const leaf = (at: number, over: Partial<LeafPage['items'][number]> = {}): LeafPage['items'][number] => ({
  entitlementId: `entitlement-${at}`,
  attempt: 1,
  instrId: `I${String(at).padStart(4, '0')}`,
  endToEndId: `E${at}-01`,
  uetr: `uetr-${at}`,
  amountMinor: 200_000,
  currency: 'KES',
  creditorAgent: at % 2 === 0 ? 'DEMOKENA' : 'MPESAKEN',
  account: `0110000000${at}`,
  payeeName: `Payee ${at}`,
  purpose: 'SSBE',
  remittance: 'OAA 2026-11',
  ...over,
});
export const LEAVES = [leaf(0), leaf(1), leaf(2)];

/** A batch whose statement is true of LEAVES. */
export function aHead(over: Partial<BatchHead> = {}): BatchHead {
  const root = linesRoot(LEAVES, TERMS, sha256);
  const statement = {
    deployment: 'development',
    batchId: BATCH_ID,
    root,
    count: LEAVES.length,
    total: '6000.00',
    currency: 'KES',
    debtorAccount: '0001112223334',
    debtorAgent: 'DEMOKENA',
    executionDate: TERMS.executionDate,
    format: 'pain.001.001.09',
    ruleSetVersion: '2026-1',
  };
  return {
    id: BATCH_ID,
    payrollId: '00000000-0000-4000-8000-00000000aa01',
    programme: 'OAA',
    state: 'VALIDATED',
    count: 3,
    totalMinor: 600_000,
    currency: 'KES',
    executionDate: TERMS.executionDate,
    makerLogin: 'pam.payments',
    createdAt: '2026-11-24T08:00:00.000Z',
    statement: statementText(statement),
    statementHash: statementHash(statement, sha256),
    approvalsNeeded: 2,
    approvals: [],
    exclusions: [{ benefitId: 'b', code: 'BEN-9', reason: 'attempt-live' }],
    messageId: 'M1',
    root,
    totals: {
      agent: [{ name: 'DEMOKENA', count: 3, totalMinor: 600_000 }],
      area: [
        { name: 'Shangani', count: 2, totalMinor: 400_000 },
        { count: 1, totalMinor: 200_000 },
      ],
      sex: [{ name: 'female', count: 3, totalMinor: 600_000 }],
    },
    tallies: [{ state: 'DRAFT', currency: 'KES', count: 3, totalMinor: 600_000 }],
    timeline: [{ at: '2026-11-24T08:00:00.000Z', what: 'made', who: 'pam.payments' }],
    files: [],
    holds: [],
    transmissions: [],
    ...over,
  };
}

export const aLine = (over: Partial<LedgerLine> = {}): LedgerLine => ({
  batchId: BATCH_ID,
  entitlementId: '00000000-0000-4000-8000-0000000000e1',
  programme: 'OAA',
  executionDate: TERMS.executionDate,
  instrId: 'I0001',
  endToEndId: 'E1-01',
  uetr: 'uetr-1',
  benefitCode: 'BEN-A1',
  individualId: '00000000-0000-4000-8000-000000000010',
  attempt: 1,
  amountMinor: 200_000,
  currency: 'KES',
  accountEnd: '0001',
  state: 'SETTLED',
  exceptions: [],
  ...over,
});

export const aCredential = (over: Partial<CredentialView> = {}): CredentialView => ({
  credentialId: 'AAAA',
  approverId: 'user-of-joe',
  approverLogin: 'joe.approver',
  label: 'blue key',
  state: 'proposed',
  inCeremony: false,
  relatedCount: 0,
  proposedAt: '2026-11-24T08:00:00.000Z',
  earliestAt: '2026-11-25T08:00:00.000Z',
  endorsementsMissing: 2,
  events: [],
  ...over,
});

export const approversOf = (...credentials: CredentialView[]): Approvers => ({ assurance: 'webauthn', credentials });
