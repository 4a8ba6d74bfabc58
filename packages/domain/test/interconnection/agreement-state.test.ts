import type { AgreementAction, AgreementStatus } from '@interlink/contracts/interconnection/agreement';
import { agreementActions, changeAgreement, daysLeft } from '../../src/interconnection/agreement-state.js';

const change = (status: AgreementStatus, action: AgreementAction, by = 'sue') =>
  changeAgreement({ status, madeBy: 'ian' }, action, by);

describe('the states of an agreement', () => {
  it('S16: go from draft to active only through a second person', () => {
    expect(change('draft', 'approve', 'ian')).toEqual({ ok: false, why: 'second-person-needed' });
    expect(change('draft', 'activate')).toEqual({ ok: false, why: 'not-in-state' });
    expect(change('draft', 'approve')).toEqual({ ok: true, status: 'approved' });
    expect(change('approved', 'activate')).toEqual({ ok: true, status: 'active' });
  });

  it('can be suspended and taken up again', () => {
    expect(change('active', 'suspend')).toEqual({ ok: true, status: 'suspended' });
    expect(change('suspended', 'activate')).toEqual({ ok: true, status: 'active' });
  });

  it.each(['draft', 'approved', 'active', 'suspended'] as const)('can end from %s, for good', (status) => {
    expect(change(status, 'terminate')).toEqual({ ok: true, status: 'terminated' });
    expect(agreementActions({ status: 'terminated', madeBy: 'ian' }, 'sue')).toEqual([]);
  });

  it('offer nobody what he may not do', () => {
    expect(agreementActions({ status: 'draft', madeBy: 'ian' }, 'ian')).toEqual(['terminate']);
    expect(agreementActions({ status: 'draft', madeBy: 'ian' }, 'sue')).toEqual(['approve', 'terminate']);
  });

  it('count the days that are left, across a change of the year', () => {
    expect([daysLeft('2027-01-01', '2026-12-31'), daysLeft('2026-12-31', '2026-12-31')]).toEqual([1, 0]);
    expect(daysLeft('2026-12-30', '2026-12-31')).toBe(-1);
  });
});
