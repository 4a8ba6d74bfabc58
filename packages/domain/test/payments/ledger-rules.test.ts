import fc from 'fast-check';
import { bankDayAfter, bankDaysBetween, dayOfReceipt, isBankDay } from '../../src/payments/calendar.js';
import { causeOf, nextActionOf } from '../../src/payments/causes.js';
import { deltaOf } from '../../src/payments/delta.js';
import { foldEntitlement, type EntitlementEvent } from '../../src/payments/entitlement.js';
import { growMerkle, merkleRoot } from '../../src/payments/merkle.js';
import { refuseNotReceived, type UnknownLine } from '../../src/payments/not-received.js';
import { refuseReissue, type LastAttempt } from '../../src/payments/reissue.js';
import { sha256 } from './builders.js';

const calendar = { bankDays: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] };

describe('the bank calendar', () => {
  it('moves past weekends and holidays', () => {
    expect(bankDayAfter('2026-12-24', 1, calendar)).toBe('2026-12-28');
    expect(bankDayAfter('2026-12-26', 0, calendar)).toBe('2026-12-28');
    expect(isBankDay('2026-12-25', calendar)).toBe(false);
    expect(() => bankDayAfter('soon', 1, calendar)).toThrow(RangeError);
  });

  it.each([
    ['a minute before the cut-off', '14:59', '15:00', '2026-12-31'],
    ['at the cut-off', '15:00', '15:00', '2027-01-01'],
    ['before noon, by the clock and not by letters', '09:30', '15:00', '2026-12-31'],
    ['whenever, where there is no cut-off', '23:59', undefined, '2026-12-31'],
  ])('A1: takes what leaves %s', (_when, hour, cutOff, day) => {
    expect(dayOfReceipt({ day: '2026-12-31', hour }, cutOff)).toBe(day);
  });

  it('counts the bank days that it moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 30 }), (day, days) => {
        const from = bankDayAfter(new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), 0, calendar);
        expect(bankDaysBetween(from, bankDayAfter(from, days, calendar), calendar)).toBe(days);
      }),
    );
  });
});

describe('R5: a further attempt', () => {
  const last = (over: Partial<LastAttempt> = {}): LastAttempt => ({
    number: 1,
    state: 'REJECTED',
    rank: 2,
    reason: 'AC04',
    failedOn: '2026-11-24',
    account: 'old',
    incidentOpen: false,
    exceptionOpen: false,
    ...over,
  });
  const terms = { ...calendar, quietDays: 2, today: '2026-11-26', account: 'new', causeResolved: false };

  it.each([
    ['the last one may still arrive', last({ state: 'UNKNOWN', rank: 1 }), 'attempt-live'],
    ['it was paid', last({ state: 'SETTLED', rank: 3 }), 'attempt-live'],
    ['it was paid too much', last({ incidentOpen: true }), 'incident-open'],
    ['something odd was booked that nobody signed for', last({ exceptionOpen: true }), 'exception-open'],
    ['only the channel spoke', last({ rank: 1 }), 'evidence-too-weak'],
    ['it failed a day ago', last({ failedOn: '2026-11-25' }), 'quiet-period'],
    ['the account is the same', last({ account: 'new' }), 'cause-not-resolved'],
    ['a new account does not cure a name', last({ reason: 'BE01' }), 'cause-not-resolved'],
    ['the numbers ran out', last({ number: 99 }), 'attempts-exhausted'],
  ])('is refused while %s', (_why, attempt, reason) => {
    expect(refuseReissue(attempt, terms)).toBe(reason);
  });

  it('is made when the cause is put right, or at once when nothing ever left', () => {
    expect(refuseReissue(last(), terms)).toBeUndefined();
    expect(refuseReissue(last({ reason: 'BE01' }), { ...terms, causeResolved: true })).toBeUndefined();
    expect(refuseReissue(last({ state: 'CANCELLED', rank: 0, failedOn: terms.today }), terms)).toBeUndefined();
  });
});

describe('R9: a line that may have been lost', () => {
  const line = (over: Partial<UnknownLine> = {}): UnknownLine => ({
    state: 'UNKNOWN',
    executionDate: '2026-11-24',
    statementsUntil: '2026-12-01',
    bookings: 0,
    isUnexplained: false,
    negativeAnswer: true,
    ...over,
  });

  it.each([
    ['it is not unknown', line({ state: 'INPROC' }), 'line-not-unknown'],
    ['something was booked', line({ bookings: 1 }), 'booked'],
    ['a booking of the account has no payment yet', line({ isUnexplained: true }), 'booking-unexplained'],
    ['statements end too early', line({ statementsUntil: '2026-11-30' }), 'statements-not-far-enough'],
    ['there is no statement', line({ statementsUntil: undefined }), 'statements-not-far-enough'],
    ['the bank said nothing', line({ negativeAnswer: false }), 'no-negative-answer'],
  ])('is not called never received while %s', (_why, about, reason) => {
    expect(refuseNotReceived(about, undefined, calendar)).toBe(reason);
  });

  it('takes two people, the second an approver', () => {
    const by = (confirmerId: string, confirmerApproves: boolean) =>
      refuseNotReceived(line(), { proposerId: 'pam', confirmerId, confirmerApproves }, calendar);
    expect([by('pam', true), by('ana', false), by('ana', true)]).toEqual([
      'two-people-needed',
      'two-people-needed',
      undefined,
    ]);
  });
});

describe('an entitlement', () => {
  const of = (attempts: Parameters<typeof foldEntitlement>[0], ...events: EntitlementEvent[]) =>
    foldEntitlement(attempts, new Set(events));

  it.each([
    ['nothing was tried', of([]), 'OPEN'],
    ['an attempt is under way', of([{ number: 1, state: 'SENT' }]), 'COMMITTED'],
    ['nobody knows', of([{ number: 1, state: 'UNKNOWN' }]), 'COMMITTED'],
    [
      'it arrived',
      of([
        { number: 1, state: 'REJECTED' },
        { number: 2, state: 'SETTLED' },
      ]),
      'PAID',
    ],
    ['it came back', of([{ number: 1, state: 'RETURNED' }]), 'HELD'],
    ['its cause was put right', of([{ number: 1, state: 'RETURNED', resolved: true }]), 'OPEN'],
    ['it never left', of([{ number: 1, state: 'CANCELLED' }]), 'OPEN'],
    ['it was given up', of([{ number: 1, state: 'RETURNED' }], 'forfeited'), 'FORFEITED'],
    ['it was paid and taken back', of([{ number: 1, state: 'SETTLED' }], 'recovered'), 'RECOVERED'],
    ['it was paid before go-live', of([], 'adopted-paid-elsewhere'), 'PAID'],
    ['nobody knows about the time before', of([], 'adopted-unknown'), 'HELD'],
    ['two people released it', of([], 'adopted-unknown', 'released'), 'OPEN'],
  ])('is right when %s', (_why, state, expected) => {
    expect(state).toBe(expected);
  });
});

describe('why a payment failed', () => {
  it.each([
    ['AC01', 'address-wrong', 'fix-account'],
    ['AC04', 'account-unusable', 'fix-account'],
    ['BE01', 'name-differs', 'review-name'],
    ['MD07', 'deceased', 'check-death'],
    ['AM04', 'funds', 'alert-treasury'],
    ['TM01', 'time', 'send-next-day'],
    ['AB05', 'time', 'ask-status'],
    ['FF01', 'our-file', 'correct-file'],
    ['DS0A', 'signature', 'stop-channel'],
    ['NOAS', 'not-claimed', 'ask-person'],
    ['CUST', 'not-claimed', 'ask-person'],
    ['XX99', 'unspecified', 'look-into-it'],
    [undefined, 'unspecified', 'look-into-it'],
  ])('%s is %s, so one has to %s (A1.4)', (reason, cause, action) => {
    expect([causeOf(reason), nextActionOf(reason)]).toEqual([cause, action]);
  });
});

describe('the list of who is new, changed and gone', () => {
  const person = (individualId: string, amountMinor = 1, account = 'a') => ({ individualId, amountMinor, account });

  it('names each once and has one hash whatever the order', () => {
    const before = [person('ana'), person('ben'), person('cy')];
    const now = [person('ben', 2), person('cy'), person('dora')];
    const delta = deltaOf(before, now, sha256);
    expect(delta).toMatchObject({ added: ['dora'], changed: ['ben'], ended: ['ana'], unchanged: 1 });
    expect(deltaOf([...before].reverse(), [...now].reverse(), sha256)).toEqual(delta);
  });
});

describe('a tree that grows', () => {
  it('I7: has the root of RFC 6962 at every size, and another one when a leaf changes', () => {
    const leaf = (at: number) => sha256(String(at));
    const split = (leaves: readonly Uint8Array[]): Uint8Array => {
      if (leaves.length === 1) return leaves[0] ?? sha256('');
      let half = 1;
      while (half * 2 < leaves.length) half *= 2;
      return sha256(Uint8Array.of(1), split(leaves.slice(0, half)), split(leaves.slice(half)));
    };
    const tree = growMerkle(sha256);
    const leaves: Uint8Array[] = [];
    for (let at = 0; at < 40; at += 1) {
      leaves.push(leaf(at));
      tree.add(leaf(at));
      expect(tree.root()).toEqual(split(leaves));
    }
    expect(merkleRoot([leaf(99), ...leaves.slice(1)], sha256)).not.toEqual(tree.root());
  });
});
