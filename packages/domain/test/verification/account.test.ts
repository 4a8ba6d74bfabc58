import fc from 'fast-check';
import { judgeAccount, type AccountFinding } from '../../src/verification/account.js';

describe('what a bank says of an account', () => {
  it.each<[AccountFinding['accountStatus'], AccountFinding['result'], string, string[]]>([
    ['OPEN', 'MATCH', 'verified', []],
    ['OPEN', 'CLOSE_MATCH', 'verified', ['account-name-close']],
    ['OPEN', 'NO_MATCH', 'mismatch', ['account-name-differs']],
    ['OPEN', 'NOT_POSSIBLE', 'refused', ['account-not-checkable']],
    ['UNKNOWN', 'MATCH', 'verified', []],
    ['CLOSED', 'MATCH', 'refused', ['account-closed']],
    ['CLOSED', 'NO_MATCH', 'refused', ['account-closed']],
    ['BLOCKED', 'MATCH', 'refused', ['account-blocked']],
    ['BLOCKED', 'NOT_POSSIBLE', 'refused', ['account-blocked']],
  ])('S3: an account that is %s with a name that is a %s is %s', (accountStatus, result, outcome, reasons) => {
    expect(judgeAccount({ accountStatus, result })).toEqual({ outcome, reasons });
  });

  const anyFinding = fc.record({
    accountStatus: fc.constantFrom<AccountFinding['accountStatus']>('OPEN', 'CLOSED', 'BLOCKED', 'UNKNOWN'),
    result: fc.constantFrom<AccountFinding['result']>('MATCH', 'CLOSE_MATCH', 'NO_MATCH', 'NOT_POSSIBLE'),
  });

  it('gives a reason whenever it is not verified', () => {
    fc.assert(
      fc.property(anyFinding, (finding) => {
        const { outcome, reasons } = judgeAccount(finding);
        expect(outcome === 'verified' || reasons.length > 0).toBe(true);
      }),
    );
  });

  it('never verifies another person’s, a closed or a blocked account', () => {
    fc.assert(
      fc.property(anyFinding, (finding) => {
        if (judgeAccount(finding).outcome !== 'verified') return;
        expect(['MATCH', 'CLOSE_MATCH']).toContain(finding.result);
        expect(['OPEN', 'UNKNOWN']).toContain(finding.accountStatus);
      }),
    );
  });
});
