import type { Judgement } from './civil-status.js';

/** What an account keeper says of an account and a holder's name (brief of the bank; payments.md A7). */
export interface AccountFinding {
  readonly result: 'MATCH' | 'CLOSE_MATCH' | 'NO_MATCH' | 'NOT_POSSIBLE';
  readonly accountStatus: 'OPEN' | 'CLOSED' | 'BLOCKED' | 'UNKNOWN';
}

/** The state of the account counts before the name: a closed account is of no use to its owner either. */
export function judgeAccount({ result, accountStatus }: AccountFinding): Judgement<never> {
  if (accountStatus === 'CLOSED') return { outcome: 'refused', reasons: ['account-closed'] };
  if (accountStatus === 'BLOCKED') return { outcome: 'refused', reasons: ['account-blocked'] };
  if (result === 'NO_MATCH') return { outcome: 'mismatch', reasons: ['account-name-differs'] };
  if (result === 'NOT_POSSIBLE') return { outcome: 'refused', reasons: ['account-not-checkable'] };
  return { outcome: 'verified', reasons: result === 'CLOSE_MATCH' ? ['account-name-close'] : [] };
}
