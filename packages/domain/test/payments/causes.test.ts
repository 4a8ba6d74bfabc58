import fc from 'fast-check';
import { causeOf, concernsWholeBatch, isCuredByAccount, isUnclaimed, nextActionOf } from '../../src/payments/causes.js';
import { refuseReissue } from '../../src/payments/reissue.js';

describe('causes of failure', () => {
  it.each([
    ['AC01', true, false],
    ['AC06', true, false],
    ['AM04', false, true],
    ['FF01', false, true],
    ['DS0A', false, true],
    ['BE01', false, false],
    ['MD07', false, false],
    ['DUPL', false, false],
  ])('%s: cured by a new account %s, of the whole file %s', (reason, byAccount, wholeBatch) => {
    const cause = causeOf(reason);
    expect([isCuredByAccount(cause), concernsWholeBatch(cause)]).toEqual([byAccount, wholeBatch]);
  });

  it('every word that a bank may say leads to something to do', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), (reason) => {
        expect(nextActionOf(reason)).toMatch(/^[a-z-]+$/);
      }),
    );
  });

  const nothingOpen = { incidentOpen: false, exceptionOpen: false };

  it('a payment that we cancelled at the bank needs no cure', () => {
    const last = {
      number: 1,
      state: 'CANCELLED' as const,
      rank: 2 as const,
      failedOn: '2026-11-20',
      account: 'same',
      ...nothingOpen,
    };
    const terms = {
      bankDays: [1, 2, 3, 4, 5],
      holidays: [],
      quietDays: 2,
      today: '2026-11-26',
      account: 'same',
      causeResolved: false,
    };
    expect(refuseReissue(last, terms)).toBeUndefined();
    expect(refuseReissue({ ...last, reason: 'AC04' }, terms)).toBe('cause-not-resolved');
  });

  it('R5: who did not come to the payment point is on the next list, who refused the money only after a word', () => {
    const last = { number: 1, rank: 2 as const, failedOn: '2026-11-20', account: 'same', ...nothingOpen };
    const terms = { bankDays: [1, 2, 3, 4, 5], holidays: [], quietDays: 2, account: 'same', causeResolved: false };
    const absent = { ...last, state: 'CANCELLED' as const, reason: 'NOAS' };
    const refused = { ...last, state: 'REJECTED' as const, reason: 'CUST' };
    expect(refuseReissue(absent, { ...terms, today: '2026-11-26' })).toBeUndefined();
    expect(refuseReissue(absent, { ...terms, today: '2026-11-20' })).toBe('quiet-period');
    expect(refuseReissue(refused, { ...terms, today: '2026-11-26' })).toBe('cause-not-resolved');
    expect(refuseReissue(refused, { ...terms, today: '2026-11-26', causeResolved: true })).toBeUndefined();
  });

  it('only money that nobody came for is unclaimed', () => {
    expect(isUnclaimed('CANCELLED', 'NOAS')).toBe(true);
    fc.assert(
      fc.property(fc.constantFrom('REJECTED', 'RETURNED', 'SETTLED', 'UNKNOWN'), (state) => {
        expect(isUnclaimed(state, 'NOAS')).toBe(false);
      }),
    );
    expect(isUnclaimed('CANCELLED', undefined)).toBe(false);
  });
});
