import fc from 'fast-check';
import { checkBatch, type BatchCheck, type RecentPayment } from '../../src/payments/check-batch.js';
import { batch, daysAgo, line, now, recent } from './check-builders.js';

const found = (over: Partial<BatchCheck>) =>
  checkBatch(batch(over)).map(({ check, severity }) => `${severity} ${check}`);

describe('the report before approval', () => {
  it('has nothing to say about a batch that is in order', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Partial<BatchCheck>, string[]]>([
    ['its day is no bank day', { isBankDay: false }, ['BLOCK not-a-bank-day']],
    ['its day is too soon', { earliest: '2026-11-27' }, ['BLOCK after-cut-off']],
    ['its day is the first possible one', { earliest: '2026-11-26' }, []],
    ['it costs more than the budget', { budgetMinor: 1 }, ['BLOCK over-budget']],
    ['it costs the whole budget', { lines: [line({ amountMinor: 500 })], budgetMinor: 500 }, []],
    ['the account does not hold enough', { fundsMinor: 1 }, ['BLOCK funds-short']],
    [
      'the operator takes fees on top, which the budget bears',
      { lines: [line({ amountMinor: 500 })], budgetMinor: 505, fees: { bearer: 'payer', minor: 5 } },
      ['INFO fees-of-payer'],
    ],
    [
      'fees on top go beyond the budget',
      { lines: [line({ amountMinor: 500 })], budgetMinor: 504, fees: { bearer: 'payer', minor: 5 } },
      ['BLOCK over-budget', 'INFO fees-of-payer'],
    ],
    [
      'fees make the benefits smaller',
      { lines: [line({ amountMinor: 500 })], budgetMinor: 500, fees: { bearer: 'payee', minor: 5 } },
      ['WARN fees-of-payee'],
    ],
    ['the operator takes nothing', { fees: { bearer: 'payee', minor: 0 } }, []],
    ['nobody said what the budget is', { budgetMinor: undefined }, ['INFO budget-not-known']],
    ['a line is in another currency', { lines: [line({ currency: 'UGX' })] }, ['BLOCK several-currencies']],
    [
      'two people are paid to one account',
      { lines: [line({ account: 'a' }), line({ account: 'a' })] },
      ['HOLD account-shared'],
    ],
    [
      'two people may share an account',
      { lines: [line({ account: 'a' }), line({ account: 'a' })], maxPerAccount: 2 },
      [],
    ],
    [
      'one person is paid twice to one account',
      { lines: [line({ account: 'a', individualId: 'p' }), line({ account: 'a', individualId: 'p' })] },
      [],
    ],
    ['an account was never checked', { lines: [line({ accountCheckedAt: undefined })] }, ['WARN account-check-old']],
    [
      'an account was checked long ago',
      { lines: [line({ accountCheckedAt: daysAgo(31) })] },
      ['WARN account-check-old'],
    ],
    ['an account was checked just in time', { lines: [line({ accountCheckedAt: daysAgo(30) })] }, []],
    ['the civil registry did not answer', { lines: [line({ lifeCheckedAt: undefined })] }, ['WARN life-not-checked']],
    [
      'the civil registry answered long ago',
      { lines: [line({ lifeCheckedAt: daysAgo(8) })] },
      ['WARN life-not-checked'],
    ],
  ])('says what there is to say when %s', (_why, over, expected) => {
    expect(found(over)).toEqual(expected);
  });

  it('names the lines it is about, and what to do', () => {
    const [good, foreign] = [line(), line({ currency: 'UGX' })];
    const report = checkBatch(batch({ lines: [good, foreign] }));
    expect(report).toMatchObject([{ lines: [foreign.instrId], action: 'leave-out' }]);
  });

  it('I12: adds up no amount of another currency', () => {
    const lines = [line({ amountMinor: 300 }), line({ amountMinor: 9_999_999, currency: 'UGX' })];
    const report = checkBatch(batch({ lines, budgetMinor: undefined }));
    expect(report.map(({ check }) => check)).toEqual(['several-currencies', 'budget-not-known']);
    expect(report.at(-1)?.values).toEqual({ total: '3.00 KES' });
  });

  it('says how much too much it is, in the digits of the currency', () => {
    const [finding] = checkBatch(batch({ lines: [line({ amountMinor: 250_050 })], budgetMinor: 200_000 }));
    expect(finding?.values).toEqual({ total: '2500.50 KES', budget: '2000.00 KES' });
  });

  it('counts the people who share an account, not their payments', () => {
    const lines = ['ana', 'ana', 'ben'].map((individualId) => line({ account: 'a', individualId }));
    expect(checkBatch(batch({ lines }))[0]?.values).toEqual({ people: '2', limit: '1' });
  });
});

describe('payments that look like others', () => {
  const paid = line({ account: 'a', amountMinor: 5000, individualId: 'person-of-a' });

  it.each<[string, RecentPayment, string[]]>([
    ['the same account and amount two weeks before', recent(), ['HOLD paid-not-long-ago']],
    ['the same twenty-five days before', recent({ executionDate: '2026-11-01' }), ['HOLD paid-not-long-ago']],
    ['the same a cycle before', recent({ executionDate: '2026-10-31' }), []],
    ['the same a week later', recent({ executionDate: '2026-12-03' }), ['HOLD paid-not-long-ago']],
    ['the same by another programme', recent({ programme: 'CASH' }), []],
    ['another amount', recent({ amountMinor: 5001 }), []],
    ['another account', recent({ account: 'b' }), []],
    [
      'the same person by another account, and another amount',
      recent({ account: 'b', amountMinor: 5001, individualId: 'person-of-a' }),
      ['HOLD person-paid-not-long-ago'],
    ],
  ])('R7: are held, or not, for %s', (_why, other, expected) => {
    expect(found({ lines: [paid], recent: [other] })).toEqual(expected);
  });

  const november = { from: '2026-11-01', to: '2026-11-30' };
  const aQuarter = { from: '2026-07-01', to: '2026-09-30' };
  const longAgo = { account: 'b', amountMinor: 1, individualId: 'person-of-a', executionDate: '2026-09-01' };

  it.each<[string, RecentPayment, string[]]>([
    [
      'a day of the period, paid long ago',
      recent({ ...longAgo, period: { from: '2026-09-01', to: '2026-11-01' } }),
      ['HOLD periods-overlap'],
    ],
    ['the period before', recent({ ...longAgo, period: aQuarter }), []],
    ['a period that nobody knows', recent(longAgo), []],
    ['the same period of another programme', recent({ ...longAgo, programme: 'CASH', period: november }), []],
    ['the same period of another person', recent({ ...longAgo, individualId: 'other', period: november }), []],
  ])('A1.5: are held, or not, for %s', (_why, other, expected) => {
    expect(found({ lines: [paid], recent: [other], period: november })).toEqual(expected);
  });

  it('A1.5: name the period that was paid', () => {
    const other = recent({ ...longAgo, period: { from: '2026-10-15', to: '2026-11-14' } });
    expect(checkBatch(batch({ lines: [line(), paid], recent: [other], period: november }))[0]).toMatchObject({
      lines: [paid.instrId],
      values: { earlier: 'earlier', from: '2026-10-15', to: '2026-11-14' },
    });
  });

  it('name the earlier payment, so that a person can compare', () => {
    expect(checkBatch(batch({ lines: [paid], recent: [recent()] }))[0]).toMatchObject({
      lines: [paid.instrId],
      values: { days: '25', earlier: 'earlier' },
      action: 'compare-payments',
    });
  });

  it('are also looked for within the batch', () => {
    const twins = [
      line({ account: 'a', amountMinor: 7, individualId: 'p' }),
      line({ account: 'a', amountMinor: 7, individualId: 'p' }),
    ];
    expect(checkBatch(batch({ lines: twins }))).toMatchObject([
      { check: 'alike-in-batch', severity: 'WARN', lines: twins.map(({ instrId }) => instrId), values: { lines: '2' } },
    ]);
  });
});

describe('what the rules against fraud found', () => {
  it.each([
    ['BLOCK', 'BLOCK'],
    ['HOLD', 'HOLD'],
    ['REVIEW', 'WARN'],
    ['INFO', 'INFO'],
  ] as const)('as %s is in the report as %s', (severity, reported) => {
    const finding = {
      rule: 'r',
      code: 'F09',
      version: '1',
      severity,
      values: { status: 'EXITED' },
      action: 'check-enrolment',
    };
    const suspect = line({ findings: [finding] });
    expect(checkBatch(batch({ lines: [suspect] }))).toEqual([
      {
        check: 'fraud-F09',
        severity: reported,
        lines: [suspect.instrId],
        values: finding.values,
        action: 'check-enrolment',
      },
    ]);
  });
});

describe('the order of the report', () => {
  it('is worst first, whatever is wrong', () => {
    const order = ['BLOCK', 'HOLD', 'WARN', 'INFO'];
    const anyLine = fc
      .record({ account: fc.constantFrom('a', 'b', 'c'), old: fc.boolean(), foreign: fc.boolean() })
      .map(({ account, old, foreign }) =>
        line({ account, currency: foreign ? 'UGX' : 'KES', accountCheckedAt: old ? undefined : now }),
      );
    const anyBatch = fc.record({
      lines: fc.array(anyLine, { maxLength: 6 }),
      isBankDay: fc.boolean(),
      budgetMinor: fc.constantFrom(undefined, 1, 10_000_000),
    });
    fc.assert(
      fc.property(anyBatch, (over) => {
        const ranks = checkBatch(batch(over)).map(({ severity }) => order.indexOf(severity));
        expect(ranks).toEqual([...ranks].sort());
      }),
    );
  });

  it('loses no line: each that is named is a line of the batch', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }), (accounts) => {
        const lines = accounts.map((account) => line({ account, amountMinor: 10 }));
        const own = new Set(lines.map(({ instrId }) => instrId));
        const named = checkBatch(batch({ lines })).flatMap((finding) => finding.lines);
        expect(named.every((instrId) => own.has(instrId))).toBe(true);
      }),
    );
  });
});
