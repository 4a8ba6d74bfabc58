import fc from 'fast-check';
import { isRead, isShownToPerson } from '../../src/audit/access-log.js';

describe('The access log of a person', () => {
  it.each([
    ['enrolment.read-journey', 'journey:1', true],
    ['registry.search', 'registry', true],
    ['registry.read', 'person:1', true],
    ['enrolment.approve', 'journey:1', false],
    ['registry.reader-changed', 'person:1', false],
    ['fraud.read-finding', 'finding:1', false],
    ['cases.read', 'sealed:1', false],
    ['grievance.read-sealed', 'ticket:1', false],
  ])('S6: %s in %s is shown: %s', (action, stream, shown) => {
    expect(isShownToPerson(action, stream)).toBe(shown);
  });

  it('S6: never shows fraud work, whatever it is called', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{1,20}$/), fc.stringMatching(/^[a-z:-]{1,20}$/), (verb, stream) => {
        expect(isShownToPerson(`fraud.${verb}`, stream)).toBe(false);
        expect(isShownToPerson(`cases.read-${verb}`, `sealed:${stream}`)).toBe(false);
      }),
    );
  });

  it('takes only whole words for a reading', () => {
    expect(['x.reading', 'x.listed', 'x.read-all', 'x.export'].map(isRead)).toEqual([false, false, true, true]);
  });
});
