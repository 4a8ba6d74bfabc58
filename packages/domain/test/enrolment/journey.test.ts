import { allowedActions } from '@interlink/domain/enrolment/allowed-actions';
import { nextStep } from '@interlink/domain/enrolment/next';
import { ana, answer, ina, NOW, Played, sue } from './builders';

describe('a journey', () => {
  it('takes an applicant from consent to enrolled', () => {
    const journey = new Played().enrolled();
    expect(journey.status).toMatchObject({
      state: 'enrolled',
      maker: 'ina',
      approver: 'ana',
      assurance: 'authenticated',
      beneficiaryId: 'b-1',
      notice: 'sms',
    });
  });

  it('tells a person without a phone by a printed slip', () => {
    const journey = new Played({ hasMobile: false }).enrolled();
    expect(journey.status.notice).toBe('slip');
    expect(journey.status.steps.notification.reasons).toEqual(['print-slip']);
  });

  it('needs no account where the programme needs none', () => {
    const journey = new Played({ accountRequired: false }).authenticated().civilStatus().eligibility();
    expect(journey.status.state).toBe('ready');
    expect(allowedActions(journey.status, ina)).not.toContain('check-account');
  });

  it('S10: lets nobody approve what he prepared, whatever his rights', () => {
    const journey = new Played({}, sue).authenticated().civilStatus().account().eligibility();
    journey.do({ action: 'submit' }, ina);
    const approve = { action: 'approve', statementHash: 'a', currentHash: 'a' } as const;
    expect(journey.do(approve, sue)).toEqual({ refused: 'enrolment.approver-is-maker' });
    expect(journey.do(approve, ina)).toEqual({ refused: 'platform.forbidden', permission: 'enrolment.approve' });
    expect(journey.do(approve, ana)).toEqual({ events: [{ type: 'approved', statementHash: 'a' }] });
  });

  it('S10: counts whoever gave an account or submitted among the makers, so that nobody approves his own change', () => {
    const approve = { action: 'approve', statementHash: 'a', currentHash: 'a' } as const;
    const submitter = new Played().ready();
    submitter.do({ action: 'submit' }, sue);
    expect(submitter.do(approve, sue)).toEqual({ refused: 'enrolment.approver-is-maker' });
    const giver = new Played().authenticated().civilStatus();
    giver.do({ action: 'check-account', provider: 'bank' }, sue);
    giver.account().eligibility().do({ action: 'submit' }, ina);
    expect(giver.do(approve, sue)).toEqual({ refused: 'enrolment.approver-is-maker' });
    expect(allowedActions(giver.status, sue)).not.toContain('approve');
    expect(giver.do(approve, ana)).toEqual({ events: [{ type: 'approved', statementHash: 'a' }] });
  });

  it('S10: refuses an approval of something else than was shown', () => {
    const journey = new Played().submitted();
    const decision = journey.do({ action: 'approve', statementHash: 'a', currentHash: 'b' }, ana);
    expect(decision).toEqual({ refused: 'enrolment.statement-changed' });
    expect(journey.status.state).toBe('awaiting-approval');
  });

  it('S10: stops in doubt when the task was resolved by somebody who does not count', () => {
    const journey = new Played().landed();
    journey.do({ landing: 'task-doubted', taskId: 't-1', reason: 'resolver-not-in-group' });
    expect(journey.status.state).toBe('approval-in-doubt');
    expect(nextStep(journey.status, NOW)).toEqual({ wait: 'person' });
    expect(allowedActions(journey.status, ana)).toEqual(['override-hold', 'reject']);
    expect(allowedActions(journey.status, ina)).toEqual([]);
  });

  it('is rejected when the task group rejects it in openIMIS', () => {
    const journey = new Played().landed();
    journey.do({ landing: 'task-rejected', taskId: 't-1' });
    expect(journey.status).toMatchObject({ state: 'rejected', approver: 'ana' });
    expect(journey.status.steps.landing.reasons).toEqual(['rejected-in-openimis']);
  });

  it('offers the assisted way after three wrong passwords, and no fourth try', () => {
    const journey = new Played().consented();
    for (const expected of [false, false, true]) {
      journey.do({ action: 'start-identity' }, ina);
      const wrong = answer({ outcome: 'refused', reasons: ['otp-wrong'], source: 'national-id' });
      journey.do({ action: 'complete-identity', answer: wrong, liveness: false }, ina);
      expect(allowedActions(journey.status, ina).includes('vouch-identity')).toBe(expected);
    }
    expect(journey.do({ action: 'start-identity' }, ina)).toEqual({ refused: 'enrolment.not-possible-now' });
    journey.do({ action: 'vouch-identity', witnesses: 2 }, ina);
    expect(journey.status).toMatchObject({ state: 'checking', assurance: 'witnessed' });
  });

  it.each([
    ['no identifier', { hasNationalId: false }],
    ['no phone', { hasMobile: false }],
    ['a proxy', { hasMandate: true }],
  ])('offers the assisted way at once to a person with %s', (_why, over) => {
    expect(allowedActions(new Played(over).consented().status, ina)).toContain('vouch-identity');
  });

  it('holds a person whose name the civil registry writes otherwise, until somebody other than the maker looks', () => {
    const journey = new Played().authenticated().civilStatus({ outcome: 'mismatch', reasons: ['name-differs'] });
    expect(journey.status.state).toBe('held');
    expect(journey.do({ action: 'override-hold' }, ina)).toMatchObject({ refused: 'platform.forbidden' });
    journey.do({ action: 'override-hold' }, ana);
    expect(journey.status.state).toBe('checking');
    expect(journey.account().eligibility().status.state).toBe('ready');
    expect(journey.status.steps['civil-status'].reasons).toEqual(['name-differs']);
  });

  it('refuses a person who is registered as dead', () => {
    const journey = new Played().authenticated().civilStatus({ outcome: 'refused', reasons: ['deceased'] });
    expect(journey.status.state).toBe('refused');
    expect(journey.status.steps['civil-status'].advice).toBe('report-to-registrar-if-alive');
  });

  it('stays open for another account when the first is closed', () => {
    const closed = { outcome: 'refused', reasons: ['account-closed'] } as const;
    const journey = new Played().authenticated().civilStatus().account(closed).eligibility();
    expect(journey.status.state).toBe('checking');
    expect(nextStep(journey.status, NOW)).toEqual({ wait: 'person' });
    expect(allowedActions(journey.status, ina)).toContain('check-account');
    expect(journey.account().status.state).toBe('ready');
  });

  it('goes on provisionally when the civil registry stays silent, and makes the check good later', () => {
    const silent = { outcome: 'unavailable', reasons: ['unreachable'] } as const;
    const journey = new Played().authenticated().civilStatus(silent);
    expect(nextStep(journey.status, NOW)).toEqual({ wait: 'time', at: '2026-11-24T08:00:01.000Z' });
    journey.civilStatus(silent).account().eligibility();
    expect(journey.status).toMatchObject({ state: 'ready', provisional: ['civil-status'] });
    journey.do({ action: 'submit' }, ina);
    journey.do({ action: 'approve', statementHash: 'a', currentHash: 'a' }, ana);
    journey.do({ landing: 'begin', attempt: 1 });
    journey.do({ landing: 'individual', individualId: 'i-1', tookMs: 1 });
    journey.do({ landing: 'beneficiary', beneficiaryId: 'b-1', tookMs: 1 });
    journey.do({ landing: 'confirmed', beneficiaryId: 'b-1', tookMs: 1 });
    expect(nextStep(journey.status, NOW)).toEqual({ wait: 'time', at: '2026-11-24T08:01:00.000Z' });
    const later = '2026-11-24T08:01:00.000Z';
    expect(nextStep(journey.status, later)).toMatchObject({ do: 'check-civil-status', attempt: 3 });
    journey.civilStatus();
    expect(journey.status).toMatchObject({ state: 'enrolled', provisional: [] });
  });

  it('keeps payments off an enrolled person of whom the late answer is bad', () => {
    const silent = { outcome: 'unavailable', reasons: ['timed-out'] } as const;
    const journey = new Played({ accountRequired: false }).authenticated().civilStatus(silent).civilStatus(silent);
    journey.eligibility().do({ action: 'submit' }, ina);
    journey.do({ action: 'approve', statementHash: 'a', currentHash: 'a' }, ana);
    journey.do({ landing: 'begin', attempt: 1 });
    journey.do({ landing: 'individual', individualId: 'i-1', tookMs: 1 });
    journey.do({ landing: 'beneficiary', beneficiaryId: 'b-1', tookMs: 1 });
    journey.do({ landing: 'confirmed', beneficiaryId: 'b-1', tookMs: 1 });
    journey.civilStatus({ outcome: 'refused', reasons: ['deceased'] });
    expect(journey.status).toMatchObject({ state: 'enrolled', provisional: ['civil-status'] });
    expect(nextStep(journey.status, NOW)).toEqual({ wait: 'nothing' });
  });

  it('repeats an attempt that was cut short under the same number', () => {
    const journey = new Played().authenticated();
    journey.do({ check: 'begin', step: 'civil-status', attempt: 1 });
    expect(nextStep(journey.status, NOW)).toMatchObject({ do: 'check-civil-status', attempt: 1 });
    expect(journey.do({ check: 'begin', step: 'civil-status', attempt: 1 })).toEqual({ events: [] });
  });

  it('lands again after openIMIS refused and somebody mended the cause', () => {
    const journey = new Played().approved();
    journey.do({ landing: 'begin', attempt: 1 });
    journey.do({ landing: 'refused', reasons: ['openimis-refused'], tookMs: 5 });
    expect(journey.status.state).toBe('held');
    journey.do({ action: 'retry-checks' }, ina);
    expect(nextStep(journey.status, NOW)).toEqual({ do: 'land-individual', attempt: 2 });
  });
});
