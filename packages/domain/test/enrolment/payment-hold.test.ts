import { paymentHold } from '@interlink/domain/enrolment/payment-hold';
import { ana, answer, Played } from './builders.js';

const ALREADY = ['already-enrolled'];
const forged = () => {
  const journey = new Played().landed();
  journey.do({ landing: 'task-doubted', taskId: 't-1', reason: 'voice-of-another' });
  return journey;
};

describe('what an enrolment says against paying', () => {
  it.each([
    ['is being checked', new Played().ready()],
    ['waits for its approval', new Played().submitted()],
    ['was enrolled', new Played().enrolled()],
  ])('is nothing while the person %s', (_state, { status }) => {
    expect(paymentHold(status)).toBeUndefined();
  });

  it('S10: begins with the approval, before anybody could resolve the task of openIMIS', () => {
    expect(paymentHold(new Played().approved().status)).toBe('enrolment-unfinished');
    expect(paymentHold(new Played().landed().status)).toBe('enrolment-unfinished');
  });

  it('S10: is the doubt when somebody who does not count resolved the task', () => {
    expect(paymentHold(forged().status)).toBe('approval-in-doubt');
  });

  it('S10: stays after an approver rejected it, because openIMIS has the beneficiary all the same', () => {
    const journey = forged();
    journey.do({ action: 'reject' }, ana);
    expect(journey.status.state).toBe('rejected');
    expect(paymentHold(journey.status)).toBe('approval-in-doubt');
  });

  it('S10: ends when an approver answers for it and the enrolment is seen', () => {
    const journey = forged();
    journey.do({ action: 'override-hold' }, ana);
    expect(paymentHold(journey.status)).toBe('enrolment-unfinished');
    journey.do({ landing: 'confirmed', beneficiaryId: 'b-1', tookMs: 10 });
    expect(journey.status.state).toBe('enrolled');
    expect(paymentHold(journey.status)).toBeUndefined();
  });

  it('D, row 4: is a missing check, until its answer comes', () => {
    const silent = { outcome: 'unavailable', reasons: ['unreachable'] } as const;
    const journey = new Played().authenticated().civilStatus(silent).civilStatus(silent).account().eligibility();
    expect(journey.status.provisional).toEqual(['civil-status']);
    const enrolled = { ...journey.status, state: 'enrolled', approver: 'ana' } as const;
    expect(paymentHold(enrolled)).toBe('check-missing');
    expect(paymentHold({ ...enrolled, provisional: [] })).toBeUndefined();
  });

  it('is nothing for whoever turned out to be enrolled already: that enrolment goes on being paid', () => {
    const journey = new Played().landed();
    journey.do({ landing: 'task-trusted', taskId: 't-1', resolver: 'u-ana', tookMs: 30 });
    journey.do({ landing: 'refused', reasons: ALREADY, tookMs: 10 });
    expect(journey.status.state).toBe('held');
    expect(paymentHold(journey.status)).toBeUndefined();
  });

  it('is nothing after a refusal or a rejection that openIMIS follows', () => {
    const journey = new Played().landed();
    journey.do({ landing: 'task-rejected', taskId: 't-1' });
    expect(paymentHold(journey.status)).toBeUndefined();
    const refused = new Played().authenticated().civilStatus(answer({ outcome: 'refused', reasons: ['deceased'] }));
    expect(paymentHold(refused.status)).toBeUndefined();
  });
});
