import type { AccountVerifier } from '@interlink/contracts/verification/verifier';
import { toAddress } from '@interlink/domain/exchange/mapper/address';
import { judgeMappedAccount } from '@interlink/domain/verification/mapped-account';

/** Asks a mapper of financial addresses whether the account is the one that is linked to the person's identifier. */
export const mapperVerifier: AccountVerifier = {
  id: 'mapper',
  kind: 'account',
  open:
    ({ mapper }) =>
    async ({ provider, accountNumber, nationalId }, { requestId, cause }) => {
      const id = nationalId === undefined ? undefined : toAddress({ type: 'uin', value: nationalId, provider: 'nid' });
      const ours = toAddress({ type: 'account', value: accountNumber, provider });
      // A mapper knows people by their number and by nothing else.
      if (id === undefined || ours === undefined) return notAskable(requestId);
      // Which account, not whether this one: mappers differ in what they call the type of one and the same account.
      const finding = await mapper.resolve({ question: { scope: 'details', id }, requestId, cause });
      const { messageId, ...evidence } = finding.evidence;
      const judged = judgeMappedAccount(ours, finding);
      const unsigned = judged.outcome === 'verified' && evidence.signature === 'absent';
      const reasons = unsigned ? [...judged.reasons, 'answer-unsigned' as const] : judged.reasons;
      return { ...judged, reasons, evidence, proof: { messageId } };
    },
};

const notAskable = (requestId: string) =>
  ({
    outcome: 'refused',
    reasons: ['account-not-checkable'],
    evidence: { signature: 'absent' },
    proof: { requestId },
  }) as const;
