import fc from 'fast-check';
import { judgeTaskResolution, type TaskEvidence } from '../../src/enrolment/task-evidence';

const aTask = (over: Partial<TaskEvidence> = {}): TaskEvidence => ({
  status: 'COMPLETED',
  userUpdated: 'ana',
  groupMembers: ['ana', 'abe'],
  businessStatus: { ana: 'APPROVED' },
  ...over,
});

const inDoubt = (reason: string) => ({ verdict: 'in-doubt', reason });

describe('Judging who resolved a task of openIMIS', () => {
  it('S10: trusts the voice that a member of the group gave in their own name', () => {
    expect(judgeTaskResolution(aTask(), ['enrol'])).toEqual({ verdict: 'trusted', resolver: 'ana' });
    const rejected = aTask({ status: 'FAILED', businessStatus: { ana: 'FAILED' } });
    expect(judgeTaskResolution(rejected, ['enrol'])).toEqual({ verdict: 'trusted', resolver: 'ana' });
  });

  it.each([
    ['an open task', aTask({ status: 'ACCEPTED' }), 'not-completed'],
    ['a task closed without a voice', aTask({ businessStatus: {} }), 'no-voice'],
    [
      'a voice given by the maker',
      aTask({ userUpdated: 'enrol', businessStatus: { enrol: 'APPROVED' } }),
      'resolved-by-maker',
    ],
    [
      'an author outside the group',
      aTask({ userUpdated: 'eve', businessStatus: { eve: 'APPROVED' } }),
      'resolver-not-in-group',
    ],
    ['a voice forged from outside', aTask({ userUpdated: 'eve' }), 'resolver-not-in-group'],
    ['a colleague who uses another name', aTask({ userUpdated: 'abe' }), 'voice-of-another'],
    ['one author and two voices', aTask({ businessStatus: { ana: 'APPROVED', abe: 'APPROVED' } }), 'several-voices'],
  ])('S10: doubts %s', (_what, task, reason) => {
    expect(judgeTaskResolution(task, ['enrol'])).toEqual(inDoubt(reason));
  });

  it('S10: never trusts an author who is a maker, or outside the group, or not the only voice', () => {
    const user = fc.constantFrom('ana', 'abe', 'eve', 'enrol');
    const task = fc.record({
      status: fc.constantFrom('RECEIVED', 'ACCEPTED', 'COMPLETED', 'FAILED'),
      userUpdated: user,
      groupMembers: fc.uniqueArray(user),
      businessStatus: fc.dictionary(user, fc.constantFrom('APPROVED', 'FAILED')),
    });
    fc.assert(
      fc.property(task, fc.uniqueArray(user), (evidence, makers) => {
        const judged = judgeTaskResolution(evidence as TaskEvidence, makers);
        if (judged.verdict === 'in-doubt') return;
        expect(makers).not.toContain(judged.resolver);
        expect(evidence.groupMembers).toContain(judged.resolver);
        expect(Object.keys(evidence.businessStatus)).toEqual([judged.resolver]);
      }),
    );
  });
});
