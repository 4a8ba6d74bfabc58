import fc from 'fast-check';
import { standingOf } from '../../src/social-registry/standing.js';

const ENDED = ['graduated', 'deceased', 'exited'];
const states = fc.array(fc.constantFrom('potential', 'active', 'suspended', ...ENDED));

describe('IBR-024: what an assessment means for a household and a programme', () => {
  it.each([
    ['SR-015: it may qualify and nobody has applied', true, [], 'to-reach'],
    ['it may qualify and somebody waits for an answer', true, ['potential'], 'applied'],
    ['somebody is in the programme, and the assessment agrees', true, ['active'], 'served'],
    ['somebody is in the programme, and the assessment does not agree', false, ['active'], 'to-review'],
    ['a suspension is no exit', false, ['suspended'], 'to-review'],
    ['who waits keeps waiting, whatever the score', false, ['potential'], 'applied'],
    ['it may not qualify and is not in it', false, [], 'outside'],
    ['SR-015: who left may be reached again', true, ['exited', 'graduated'], 'to-reach'],
  ])('%s', (_what, mayQualify, enrolments, standing) => {
    expect(standingOf(mayQualify, enrolments)).toBe(standing);
  });

  it('never tells to reach somebody who is in the programme or waits, nor to review somebody who is not in it', () => {
    fc.assert(
      fc.property(fc.boolean(), states, (mayQualify, enrolments) => {
        const standing = standingOf(mayQualify, enrolments);
        const isIn = enrolments.some((one) => one === 'active' || one === 'suspended');
        const isKnown = isIn || enrolments.includes('potential');
        expect(standing === 'to-reach').toBe(mayQualify && !isKnown);
        expect(standing === 'to-review').toBe(!mayQualify && isIn);
      }),
    );
  });

  it('does not depend on the order of enrolments, nor on those that ended', () => {
    fc.assert(
      fc.property(fc.boolean(), states, fc.array(fc.constantFrom(...ENDED)), (mayQualify, enrolments, ended) => {
        const turned = [...ended, ...[...enrolments].reverse()];
        expect(standingOf(mayQualify, turned)).toBe(standingOf(mayQualify, enrolments));
      }),
    );
  });
});
