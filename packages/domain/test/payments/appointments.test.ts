import fc from 'fast-check';
import { foldCredential, type CredentialEvent } from '../../src/payments/appointments.js';

const proposed = { approverId: 'ada', proposedAt: '2026-11-24T08:00:00.000Z' };
const later = '2026-11-25T08:00:00.000Z';
const by = (who: string, kind: CredentialEvent['kind'] = 'endorsed'): CredentialEvent => ({ kind, who, at: later });
const stateOf = (events: readonly CredentialEvent[], now = later, over = {}) =>
  foldCredential({ ...proposed, ...over }, events, now).state;

describe('the credential of an approver', () => {
  it('S11: counts after two other holders endorsed it and 24 hours of notice, not a moment sooner', () => {
    const endorsed = [by('ana'), by('abe')];
    expect(stateOf(endorsed, '2026-11-25T07:59:59.999Z')).toBe('proposed');
    expect(stateOf(endorsed)).toBe('active');
  });

  it.each([
    ['nobody endorsed it', []],
    ['one holder endorsed it', [by('ana')]],
    ['one holder endorsed it twice', [by('ana'), by('ana')]],
    ['its owner endorsed it', [by('ana'), by('ada')]],
  ])('S11: does not count when %s', (_why, events) => {
    expect(stateOf(events, '2027-01-01T00:00:00.000Z')).toBe('proposed');
  });

  it('S11: is refused by one objection, and ended by a revocation, also by its owner', () => {
    expect(stateOf([by('ana'), by('abe'), by('joe', 'objected')])).toBe('refused');
    expect(stateOf([by('ana'), by('abe'), by('ada', 'revoked')])).toBe('revoked');
  });

  it('S11: of the ceremony counts at once, but only when all three are enrolled', () => {
    expect([1, 2, 3].map((ceremonySize) => stateOf([], proposed.proposedAt, { ceremonySize }))).toEqual([
      'proposed',
      'proposed',
      'active',
    ]);
    expect(foldCredential({ ...proposed, ceremonySize: 1 }, [], later).endorsementsMissing).toBe(2);
  });

  it('S11: once refused or revoked never counts again, whatever is said in whatever order', () => {
    const kinds = fc.constantFrom<CredentialEvent['kind']>('endorsed', 'objected', 'revoked');
    const people = fc.constantFrom('ana', 'abe', 'joe');
    const events = fc.array(fc.record({ who: people, kind: kinds, at: fc.constant(later) }));
    fc.assert(
      fc.property(events, (given) => {
        const before = stateOf(given);
        const after = stateOf([...given, by('ana'), by('abe')], '2027-01-01T00:00:00.000Z');
        const isOver = before === 'refused' || before === 'revoked';
        if (isOver) expect(after).toBe(before);
        expect(stateOf([...given].reverse())).toBe(before);
      }),
    );
  });

  it('says when it can count at the earliest', () => {
    expect(foldCredential(proposed, [], later)).toMatchObject({ earliestAt: later, endorsementsMissing: 2 });
  });
});
