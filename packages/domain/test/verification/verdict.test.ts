import fc from 'fast-check';
import { verdictOf } from '@interlink/domain/verification/verdict';

const policy = { stopOn: ['deceased', 'account-blocked'] } as const;
const verified = { outcome: 'verified', reasons: [] } as const;

describe('what follows from the answers about a person', () => {
  it.each([
    ['all verified', [verified, verified], [], 'accept'],
    ['verified with a remark', [{ outcome: 'verified', reasons: ['name-close'] }], [], 'accept'],
    ['one differs', [verified, { outcome: 'mismatch', reasons: ['name-differs'] }], [], 'review'],
    ['nobody answered', [{ outcome: 'unavailable', reasons: ['timed-out'] }], [], 'review'],
    ['one could not be asked', [verified], ['account'], 'review'],
    ['nothing was asked', [], [], 'review'],
    ['a reason of the policy', [verified, { outcome: 'mismatch', reasons: ['deceased'] }], [], 'stop'],
  ] as const)('with %s', (_what, answers, notAsked, verdict) => {
    expect(verdictOf(answers, notAsked, policy)).toBe(verdict);
  });

  const outcome = fc.constantFrom('verified', 'mismatch', 'refused', 'not-found', 'ambiguous', 'unavailable' as const);
  const reasons = fc.array(fc.constantFrom('deceased', 'name-close', 'name-differs', 'timed-out' as const));
  const answers = fc.array(fc.record({ outcome, reasons }));

  it('is never better for a further answer that is not verified', () => {
    const rank = { accept: 0, review: 1, stop: 2 } as const;
    fc.assert(
      fc.property(answers, answers, (some, more) => {
        fc.pre(some.length > 0);
        expect(rank[verdictOf([...some, ...more], [], policy)]).toBeGreaterThanOrEqual(
          rank[verdictOf(some, [], policy)],
        );
      }),
    );
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(answers, (some) => {
        expect(verdictOf(some.toReversed(), [], policy)).toBe(verdictOf(some, [], policy));
      }),
    );
  });
});
