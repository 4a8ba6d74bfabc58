import { AccountAnswer, AccountQuestion } from '@interlink/contracts/verification/account-answer';
import type { PartnerAnswer } from '@interlink/contracts/interconnection/partner-port';
import type { AccountVerifier, VerifierAnswer } from '@interlink/contracts/verification/verifier';
import { judgeAccount } from '@interlink/domain/verification/account';
import { Value } from 'typebox/value';
import { parseAnswer } from '../../platform/json.js';

/** Asks who keeps the account whether it is open and held under that name; the keeper never tells the holder's name. */
export const bankAccountVerifier: AccountVerifier = {
  id: 'bank-account',
  kind: 'account',
  open:
    ({ partner }) =>
    async ({ accountNumber, holderName }, { requestId, cause }) => {
      const question = { accountNumber, accountName: holderName, requestId };
      // What has not the form of a question is put to nobody: it may hold what the keeper of the account need not know.
      if (!Value.Check(AccountQuestion, question)) return notAskable(requestId);
      const body = JSON.stringify(question);
      const answer = await partner.post({ operation: 'account-check', path: '/accounts/verify', body, cause });
      return read(answer, requestId);
    },
};

function read({ status, bytes }: PartnerAnswer, requestId: string): VerifierAnswer {
  const evidence = { raw: bytes, signature: 'absent' } as const;
  const proof = { requestId };
  if (status >= 500 || status === 429) return { outcome: 'unavailable', reasons: ['unreachable'], evidence, proof };
  if (status === 404) return { outcome: 'not-found', reasons: ['identifier-unknown'], evidence, proof };
  const body = parseAnswer(bytes);
  if (status !== 200 || !Value.Check(AccountAnswer, body)) {
    return { outcome: 'refused', reasons: ['request-rejected'], evidence, proof };
  }
  // An answer to another request says nothing about this account.
  if (body.requestId !== requestId) return { outcome: 'mismatch', reasons: ['person-differs'], evidence, proof };
  return { ...judgeAccount(body), evidence, proof: { requestId, reference: body.reference } };
}

const notAskable = (requestId: string): VerifierAnswer => ({
  outcome: 'refused',
  reasons: ['account-not-checkable'],
  evidence: { signature: 'absent' },
  proof: { requestId },
});
