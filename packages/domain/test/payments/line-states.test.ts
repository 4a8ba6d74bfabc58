import fc from 'fast-check';
import { foldLine } from '../../src/payments/fold-line.js';
import { EDITABLE, foldBatch, tallyOf, type BatchFact } from '../../src/payments/fold-batch.js';
import { foldEntitlement } from '../../src/payments/entitlement.js';
import { causeOf, concernsWholeBatch, isCuredByAccount, isUnclaimed, nextActionOf } from '../../src/payments/causes.js';
import { bankDayAfter, bankDaysBetween } from '../../src/payments/calendar.js';
import { minorDigits, sumOf } from '../../src/payments/money.js';
import { statementText, type ApprovedStatement } from '../../src/payments/statement.js';
import { refuseReissue } from '../../src/payments/reissue.js';
import { debit, evidence, facts, noAnswer, receipt, returned, status } from './builders.js';

describe('a line of which only we have acted', () => {
  it.each([
    ['is a draft before the seal', { sealed: false, sending: false }, 'DRAFT'],
    ['is sealed after it', { sending: false }, 'SEALED'],
    ['is cancelled when its batch was', { sending: false, cancelled: true }, 'CANCELLED'],
    ['is being sent as soon as that began, even if it was cancelled', { cancelled: true }, 'SENDING'],
  ])('%s', (_what, over, state) => {
    expect(foldLine(facts(over), [])).toMatchObject({ state, rank: 0, exceptions: [], netMinor: 0 });
  });
});

describe('A1.4: every status of a pain.002', () => {
  const working = 'RCVD ACTC ACCP ACFC ACPD ACSP ACWC ACWP PDNG PATC ACFW BLCK'.split(' ');
  const final = [
    ['ACSC', 'SETTLED'],
    ['ACCC', 'SETTLED'],
    ['RJCT', 'REJECTED'],
    ['CANC', 'CANCELLED'],
  ] as const;
  const noWord = ['RCVC', 'RVMC', 'RVNM', 'RVNA', 'RVCM', 'RVNC', 'PART', 'XXXX', ''];

  it.each(working)('%s says that the bank works on the line, by rank 2', (code) => {
    expect(foldLine(facts(), [receipt(), status(code)])).toMatchObject({ state: 'INPROC', rank: 2, netMinor: 0 });
    expect(foldLine(facts(), [noAnswer(), status(code)])).toMatchObject({ state: 'INPROC', rank: 2 });
  });

  it.each(final)('%s is a final word: %s, by rank 2, over a receipt and a lost answer', (code, state) => {
    expect(foldLine(facts(), [receipt(), status(code)])).toMatchObject({ state, rank: 2, netMinor: 0 });
    expect(foldLine(facts(), [noAnswer(), status(code)])).toMatchObject({ state, rank: 2 });
  });

  it.each(noWord)('%s says nothing of where the money is', (code) => {
    expect(foldLine(facts(), [receipt(), status(code)])).toMatchObject({ state: 'SENT', rank: 1 });
    expect(foldLine(facts(), [noAnswer(), status(code)])).toMatchObject({ state: 'UNKNOWN', rank: 1 });
  });

  it.each(working.flatMap((code) => final.map(([last, state]) => [code, last, state] as const)))(
    'R2: %s never follows %s',
    (code, last, state) => {
      expect(foldLine(facts(), [status(last), status(code)]).state).toBe(state);
      expect(foldLine(facts(), [status(code), status(last)]).state).toBe(state);
    },
  );

  it.each([...working, ...final.map(([code]) => code), ...noWord])(
    'R2: %s never overrides a booked statement',
    (code) => {
      expect(foldLine(facts(), [debit(), status(code)])).toMatchObject({ state: 'SETTLED', rank: 3 });
      expect(foldLine(facts(), [debit(), returned(), status(code)])).toMatchObject({ state: 'RETURNED', rank: 3 });
    },
  );
});

describe('a status of the bank that wants a person', () => {
  it.each([
    ['BLCK', ['funds-blocked']],
    ['ACWC', ['changed-by-bank']],
    ['PATC', ['action-needed']],
    ['ACFW', ['action-needed']],
    ['PDNG', []],
    ['ACSP', []],
  ])('%s keeps the line in process, with what is odd about it', (code, exceptions) => {
    expect(foldLine(facts(), [status(code)])).toMatchObject({ state: 'INPROC', rank: 2, exceptions });
  });

  it('is over once a final word came', () => {
    expect(foldLine(facts(), [status('BLCK'), status('ACSC')])).toMatchObject({ state: 'SETTLED', exceptions: [] });
  });

  it('the newest of two final words counts, by the time of the sender and not of arrival', () => {
    const early = evidence({ rank: 2, kind: 'status', status: 'RJCT' }, { at: '2026-11-24T01:00:00.000Z' });
    const late = evidence({ rank: 2, kind: 'status', status: 'ACSC' }, { at: '2026-11-24T02:00:00.000Z' });
    expect(foldLine(facts(), [late, early]).state).toBe('SETTLED');
    expect(foldLine(facts(), [early, late]).state).toBe('SETTLED');
  });
});

describe('money that came back', () => {
  it('R8: more than ever went out is somebody else’s, and said', () => {
    expect(foldLine(facts(), [debit(), returned(), returned()])).toMatchObject({
      state: 'RETURNED',
      exceptions: ['return-exceeds-debit'],
      netMinor: -200_000,
    });
  });

  it('in part leaves the line unsettled', () => {
    expect(foldLine(facts(), [debit(), returned(50_000)])).toMatchObject({ state: 'INPROC', exceptions: ['partial'] });
  });

  it('I12: in another currency counts for nothing but is never overlooked', () => {
    const foreign = evidence({ rank: 3, kind: 'return', amountMinor: 5, currency: 'UGX' });
    expect(foldLine(facts(), [debit(), foreign])).toMatchObject({
      state: 'SETTLED',
      exceptions: ['currency-differs'],
      netMinor: 200_000,
    });
  });

  it('I4: is what is booked out less what is booked back, whatever the order', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, amounts, (out, back) => {
        const known = [...out.map((minor) => debit(minor)), ...back.map((minor) => returned(minor))];
        const expected = out.reduce((sum, minor) => sum + minor, 0) - back.reduce((sum, minor) => sum + minor, 0);
        expect(foldLine(facts(), known).netMinor).toBe(expected);
        expect(foldLine(facts(), [...known].reverse()).netMinor).toBe(expected);
      }),
    );
  });
});

describe('the tally of a batch', () => {
  it('counts no line twice: settled and failed are never more than all', () => {
    const anyKnown = fc.constantFrom([], [status('RJCT')], [debit()], [debit(), returned()], [status('ACSC')]);
    fc.assert(
      fc.property(fc.array(anyKnown, { maxLength: 12 }), (lines) => {
        const tally = tallyOf(lines.map((known) => foldLine(facts(), known)));
        expect(tally.lines).toBe(lines.length);
        expect(tally.settled + tally.failed).toBeLessThanOrEqual(tally.lines);
        expect(tally.proven).toBeLessThanOrEqual(tally.settled);
        expect(tally.reported).toBeGreaterThanOrEqual(tally.proven);
      }),
    );
  });

  it('may be edited only as long as nothing was sealed', () => {
    const order: BatchFact[] = ['validated', 'approved', 'sealed', 'transmitting', 'transmitted'];
    const tally = tallyOf([foldLine(facts(), [])]);
    const states = order.map((_, at) =>
      foldBatch({ facts: new Set(order.slice(0, at + 1)), tally, held: false, unexplained: false }),
    );
    expect(states.map((state) => EDITABLE.includes(state))).toEqual([true, true, false, false, false]);
  });

  it('an ended batch stays ended, whatever else is noted', () => {
    const anyFacts = fc.uniqueArray(fc.constantFrom<BatchFact>('validated', 'approved', 'sealed', 'transmitting'));
    fc.assert(
      fc.property(anyFacts, fc.constantFrom<BatchFact>('cancelled', 'voided', 'closed'), (some, end) => {
        const tally = tallyOf([]);
        expect(foldBatch({ facts: new Set([...some, end]), tally, held: true, unexplained: true })).toBe(
          end.toUpperCase(),
        );
      }),
    );
  });
});

describe('an entitlement over several attempts', () => {
  it('R1: is committed as long as any one of them may still arrive', () => {
    const failed = fc.constantFrom('REJECTED', 'RETURNED', 'CANCELLED' as const);
    const live = fc.constantFrom('DRAFT', 'SEALED', 'SENDING', 'SENT', 'INPROC', 'UNKNOWN' as const);
    fc.assert(
      fc.property(fc.array(failed, { maxLength: 4 }), live, (before, now) => {
        const attempts = [...before, now].map((state, at) => ({ number: at + 1, state }));
        expect(foldEntitlement(attempts, new Set())).toBe('COMMITTED');
      }),
    );
  });

  it('is judged by its last attempt, however they are listed', () => {
    const attempts = [
      { number: 2, state: 'REJECTED' as const, resolved: true },
      { number: 1, state: 'RETURNED' as const },
    ];
    expect(foldEntitlement(attempts, new Set())).toBe('OPEN');
    expect(foldEntitlement([...attempts].reverse(), new Set())).toBe('OPEN');
  });

  it('released by two people after it was called paid elsewhere is open again', () => {
    expect(foldEntitlement([], new Set(['adopted-paid-elsewhere', 'released']))).toBe('OPEN');
    expect(foldEntitlement([], new Set(['adopted-unpaid']))).toBe('HELD');
  });
});

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

  it('a payment that we cancelled at the bank needs no cure', () => {
    const last = {
      number: 1,
      state: 'CANCELLED' as const,
      rank: 2 as const,
      failedOn: '2026-11-20',
      account: 'same',
      incidentOpen: false,
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
    const last = { number: 1, rank: 2 as const, failedOn: '2026-11-20', account: 'same', incidentOpen: false };
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

describe('edges of the calendar and of money', () => {
  it('a bank that never opens has no next day, and says so instead of looking for ever', () => {
    expect(() => bankDayAfter('2026-11-26', 1, { bankDays: [], holidays: [] })).toThrow('no bank days');
  });

  it('no bank day lies between a day and an earlier one', () => {
    const calendar = { bankDays: [1, 2, 3, 4, 5], holidays: [] };
    expect(bankDaysBetween('2026-11-26', '2026-11-20', calendar)).toBe(0);
    expect(bankDaysBetween('2026-11-26', '2026-11-26', calendar)).toBe(0);
  });

  it('a week that begins on Sunday, as in Cairo, is counted by its own days', () => {
    const calendar = { bankDays: [0, 1, 2, 3, 4], holidays: [] };
    expect(bankDayAfter('2026-11-27', 0, calendar)).toBe('2026-11-29');
    expect(bankDaysBetween('2026-11-26', '2026-11-29', calendar)).toBe(1);
  });

  it.each([
    ['KES', 2],
    ['UGX', 0],
    ['JOD', 3],
    ['UYW', 4],
    ['XXX', 2],
  ])('%s has %d digits', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });

  it('the sum of nothing is nothing, in the currency that was asked for', () => {
    expect(sumOf([], 'KES')).toEqual({ minor: 0, currency: 'KES' });
  });

  it('I7: what an approver is shown is one line, so that it cannot be shifted in a challenge', () => {
    const statement: ApprovedStatement = {
      deployment: 'd\nx',
      batchId: 'b',
      root: 'r',
      count: 1,
      total: '1.00',
      currency: 'KES',
      debtorAccount: 'a',
      debtorAgent: 'g',
      executionDate: '2026-11-26',
      format: 'pain.001.001.09',
      ruleSetVersion: '1',
    };
    expect(statementText(statement)).not.toMatch(/[\r\n]/);
    expect(JSON.parse(statementText(statement))).toEqual(statement);
  });
});
