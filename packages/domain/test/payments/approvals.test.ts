import fc from 'fast-check';
import {
  approvalsNeeded,
  countingApprovals,
  isApproved,
  refuseApproval,
  type Approval,
  type ApprovalAttempt,
  type ApprovalRefusal,
  type ApprovalSubject,
} from '../../src/payments/approvals.js';

const limits = { limit1Minor: 1000, limit2Minor: 5000 };
const now = '2026-11-24T08:00:00.000Z';
const subject: ApprovalSubject = { makerId: 'pam', payeeIds: ['joe'], statementHash: 'h', totalMinor: 500 };
const by = (approverId: string, over: Partial<Approval> = {}): Approval => ({
  approverId,
  statementHash: 'h',
  at: now,
  ...over,
});

describe('approvals of a batch', () => {
  it.each([
    [999, 1],
    [1000, 2],
    [4999, 2],
    [5000, 3],
  ])('a total of %d needs %d', (totalMinor, needed) => {
    expect(approvalsNeeded(totalMinor, limits)).toBe(needed);
  });

  it('I6: counts different people only, none of them the maker or a payee', () => {
    const given = [by('ana'), by('ana'), by('pam'), by('joe')];
    expect(countingApprovals(given, subject, now).map(({ approverId }) => approverId)).toEqual(['ana']);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ana', 'abe', 'ada', 'pam', 'joe')), (people) => {
        const counting = countingApprovals(
          people.map((who) => by(who)),
          subject,
          now,
        );
        const expected = new Set(people.filter((who) => who !== 'pam' && who !== 'joe'));
        expect(new Set(counting.map(({ approverId }) => approverId))).toEqual(expected);
        expect(counting).toHaveLength(expected.size);
      }),
    );
  });

  it('holds for 72 hours and no longer', () => {
    const old = by('ana', { at: '2026-11-21T08:00:00.000Z' });
    expect(isApproved([old], subject, limits, now)).toBe(true);
    expect(isApproved([old], subject, limits, '2026-11-24T08:00:00.001Z')).toBe(false);
  });

  it('is dropped when the batch becomes another one', () => {
    expect(isApproved([by('ana')], { ...subject, statementHash: 'other' }, limits, now)).toBe(false);
  });

  it('S11: does not count when its credential was revoked since', () => {
    expect(isApproved([by('ana', { isWithdrawn: true })], subject, limits, now)).toBe(false);
  });

  const attempt: ApprovalAttempt = {
    approverId: 'ana',
    statementHash: 'h',
    isHouseholdKnown: true,
    assurance: 'signed',
    permissions: [],
  };
  const large = { ...subject, totalMinor: 1000 };
  it.each<[string, Partial<ApprovalAttempt>, ApprovalSubject, ApprovalRefusal | undefined]>([
    ['the maker', { approverId: 'pam' }, subject, 'approver-is-maker'],
    ['a payee', { approverId: 'joe' }, subject, 'approver-is-payee'],
    ['somebody of whose household nothing is known', { isHouseholdKnown: false }, subject, 'household-unknown'],
    ['whoever may make payments', { permissions: ['payments.make'] }, subject, 'incompatible-roles'],
    [
      'an openIMIS administrator with every right',
      { permissions: ['payments.approve', 'payments.make'] },
      subject,
      'incompatible-roles',
    ],
    ['one who saw something else', { statementHash: 'other' }, subject, 'statement-differs'],
    ['an attested word above the first limit', { assurance: 'attested' }, large, 'above-attested-limit'],
    ['an attested word below it', { assurance: 'attested' }, subject, undefined],
    ['a signature above the first limit', {}, large, undefined],
  ])('S11: of %s is judged', (_who, over, about, refusal) => {
    expect(refuseApproval({ ...attempt, ...over }, about, limits)).toBe(refusal);
  });
});
