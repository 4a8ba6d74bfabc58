import fc from 'fast-check';
import { combineAnswers, failureOf, refused, type Answered } from '../../src/exchange/client/asked-source';

describe('IBR-020: what a source said that was asked about one person', () => {
  it.each([
    [{ kind: 'unavailable', why: 'timed-out' }, 'unavailable', 'timed-out'],
    [{ kind: 'pending' }, 'unavailable', 'answers-later'],
    [{ kind: 'refused', why: 'signature' }, 'refused', 'signature'],
    [{ kind: 'unsupported' }, 'refused', 'unsupported'],
    [{ kind: 'rejected', code: 'rjct.<b>made up</b>' }, 'refused', 'rejected'],
    [{ kind: 'subscribed', codes: [] }, 'refused', 'rejected'],
  ] as const)('%j is %s, with a word of ours and none of theirs', (finding, outcome, reason) => {
    expect(failureOf(finding)).toEqual({ outcome, reason, records: 0 });
  });

  it('is looked at when it is records, also when there are none', () => {
    expect(failureOf({ kind: 'records', records: [], total: 0 })).toBeUndefined();
  });

  const anAnswer: fc.Arbitrary<Answered> = fc.oneof(
    fc.constantFrom(refused('signature'), { outcome: 'unavailable', reason: 'timed-out', records: 0 } as const),
    fc.record({ outcome: fc.constantFrom('read' as const), records: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ outcome: fc.constantFrom('unchanged' as const), records: fc.integer({ min: 0, max: 5 }) }),
  );

  it('is what one number found, whatever came of the others', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { minLength: 1 }), (answers) => {
        const { outcome, records } = combineAnswers(answers);
        const isNews = answers.some((one) => one.outcome === 'read');
        expect(outcome === 'read').toBe(isNews);
        expect(records).toBe(answers.reduce((sum, one) => sum + one.records, 0));
        // "Knows nobody" is said by those alone who answered, all of them.
        const isNobody = outcome === 'unchanged' && records === 0;
        expect(isNobody).toBe(answers.every((one) => one.outcome === 'unchanged' && one.records === 0));
      }),
    );
  });
});
