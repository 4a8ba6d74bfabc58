import type { MapperResolveFinding } from '@interlink/contracts/exchange/mapper-port';
import { isSameAccount } from '../exchange/mapper/address.js';
import type { Judgement } from './civil-status.js';

/** What a mapper's answer to "which is the account of this person?" means for the account that we were given. */
export function judgeMappedAccount(ours: string, finding: MapperResolveFinding): Judgement<never> {
  switch (finding.kind) {
    case 'resolved':
      return judgeResolved(ours, finding);
    case 'not-linked':
      return NOT_LINKED;
    case 'unknown':
      // Whom it knows, but by no account, has not linked this one either.
      return finding.what === 'id' ? { outcome: 'not-found', reasons: ['identifier-unknown'] } : NOT_LINKED;
    case 'rejected':
      return { outcome: 'refused', reasons: ['request-rejected'] };
    case 'unavailable':
      return { outcome: 'unavailable', reasons: [finding.why] };
    case 'refused':
      return judgeRefused(finding.why);
  }
}

const NOT_LINKED: Judgement<never> = { outcome: 'mismatch', reasons: ['account-not-linked'] };

/** The account is compared before its state: that another one is closed says nothing of ours. */
function judgeResolved(
  ours: string,
  { active, fa }: Extract<MapperResolveFinding, { kind: 'resolved' }>,
): Judgement<never> {
  // Found, but not told which: nothing to compare with.
  if (fa === undefined) return { outcome: 'refused', reasons: ['account-not-checkable'] };
  if (!isSameAccount(ours, fa)) return NOT_LINKED;
  return active ? { outcome: 'verified', reasons: [] } : { outcome: 'refused', reasons: ['account-closed'] };
}

function judgeRefused(why: 'foreign' | 'malformed' | 'signature'): Judgement<never> {
  if (why === 'signature') return { outcome: 'refused', reasons: ['signature-invalid'] };
  // An answer to another question is an answer about another person.
  if (why === 'foreign') return { outcome: 'mismatch', reasons: ['person-differs'] };
  return { outcome: 'refused', reasons: ['request-rejected'] };
}
