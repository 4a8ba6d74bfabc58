import { branchTable, findBranch, type BranchStep } from '@interlink/domain/enrolment/branches';
import { policy } from './builders';

const { branches } = policy;

describe('the branches of a journey', () => {
  it.each<[BranchStep, Parameters<typeof findBranch>[1], string[], string]>([
    ['identity', 'verified', [], 'pass'],
    ['identity', 'refused', ['otp-wrong'], 'ask-again'],
    ['identity', 'refused', ['otp-locked'], 'assisted'],
    ['identity', 'refused', ['consent-refused'], 'assisted'],
    ['identity', 'unavailable', ['unreachable'], 'assisted'],
    ['identity', 'mismatch', ['name-differs'], 'hold'],
    ['civil-status', 'verified', ['name-close'], 'remark'],
    ['civil-status', 'mismatch', ['name-differs'], 'hold'],
    ['civil-status', 'ambiguous', ['several-records'], 'hold'],
    ['civil-status', 'not-found', [], 'hold'],
    ['civil-status', 'refused', ['deceased'], 'refuse'],
    ['civil-status', 'unavailable', ['timed-out'], 'provisional'],
    ['civil-status', 'refused', ['signature-invalid'], 'provisional'],
    ['account', 'refused', ['account-closed'], 'ask-again'],
    ['account', 'mismatch', ['account-name-differs'], 'hold'],
    ['account', 'verified', ['account-name-close'], 'remark'],
    ['account', 'unavailable', ['account-not-checkable'], 'provisional'],
    ['eligibility', 'verified', ['too-young'], 'refuse'],
    ['eligibility', 'verified', ['possible-duplicate'], 'hold'],
  ])('D: %s %s %p leads to %s', (step, outcome, reasons, consequence) => {
    expect(findBranch(step, outcome, reasons, branches).consequence).toBe(consequence);
  });

  it('takes the most severe of several reasons', () => {
    expect(findBranch('civil-status', 'mismatch', ['name-close', 'deceased'], branches).consequence).toBe('refuse');
    expect(findBranch('identity', 'refused', ['otp-wrong', 'otp-locked'], branches).consequence).toBe('assisted');
  });

  it('D4: lets a person look at a death that is told of somebody with another name', () => {
    const found = findBranch('civil-status', 'mismatch', ['deceased', 'name-differs'], branches);
    expect(found.consequence).toBe('hold');
  });

  it('lets a person look at a failure that no row explains', () => {
    expect(findBranch('civil-status', 'refused', ['name-close'], branches).consequence).toBe('hold');
    expect(findBranch('account', 'refused', [], branches).consequence).toBe('hold');
  });

  it('follows the policy of the deployment about accounts', () => {
    const strict = { accountNotCheckable: 'hold', accountNameClose: 'hold' } as const;
    expect(findBranch('account', 'unavailable', ['account-not-checkable'], strict).consequence).toBe('hold');
    expect(findBranch('account', 'verified', ['account-name-close'], strict).consequence).toBe('hold');
  });

  it('tells the officer what to do on every row that stops a journey', () => {
    for (const step of ['identity', 'civil-status', 'account', 'eligibility'] as const) {
      for (const [reason, row] of Object.entries(branchTable(step, branches))) {
        const isSilent = row.consequence === 'remark' || row.consequence === 'pass';
        expect([step, reason, isSilent || row.advice !== undefined]).toEqual([step, reason, true]);
      }
    }
  });
});
