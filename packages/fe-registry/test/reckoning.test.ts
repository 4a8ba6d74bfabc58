/** @jest-environment node */
import fc from 'fast-check';
import type { PaymentView } from '@interlink/contracts/registry/view';
import { amountText } from '@interlink/domain/payments/money';
import { freshnessOf } from '../src/freshness.js';
import { dayBetween, toLanes } from '../src/lanes.js';
import { isYear, toCondition } from '../src/search-by.js';
import { settle } from '../src/settlement.js';
import { timelineOf } from '../src/timeline.js';

const KES = (minor: number) => ({ minor, currency: 'KES' });
const due = (minor: number, over = {}) => ({
  recordId: 'b',
  source: 'openimis',
  programme: 'OAA',
  type: 'cash' as const,
  status: 'approved' as const,
  period: '2026-10',
  amount: KES(minor),
  ...over,
});
const paid = (minor: number, over: Partial<PaymentView> = {}): PaymentView => ({
  recordId: 'p',
  source: 'openimis',
  programme: 'OAA',
  amount: KES(minor),
  paidOn: '2026-10-05',
  status: 'paid',
  period: '2026-10',
  ...over,
});

describe('Entitlements against payments', () => {
  it.each([
    [[due(100)], [paid(100)], 'settled'],
    [[due(100)], [], 'open'],
    [[due(100)], [paid(40)], 'short'],
    [[due(100)], [paid(60), paid(60)], 'over'],
    [[], [paid(60)], 'over'],
    [[due(100)], [paid(100, { status: 'failed' })], 'open'],
    [[due(100), due(900, { status: 'cancelled' })], [paid(100)], 'settled'],
    // Some systems state benefits as paid and send no payments.
    [[due(100, { status: 'paid' })], [], 'said'],
    [[due(100, { status: 'paid' }), due(100)], [], 'short'],
    [[due(100, { status: 'paid' })], [paid(40)], 'short'],
    [[due(100, { status: 'paid' })], [paid(100, { status: 'returned' })], 'open'],
  ])('SR-025: of %j and %j are %s', (benefits, payments, state) => {
    expect(settle({ benefits, payments }).map((one) => one.state)).toEqual([state]);
  });

  it('keep systems and currencies apart, newest period first', () => {
    const sums = settle({
      benefits: [due(100), due(100, { period: '2026-11' })],
      payments: [paid(50, { source: 'second-mis' }), paid(7, { amount: { minor: 7, currency: 'USD' } })],
    });
    expect(sums).toHaveLength(4);
    expect(sums[0]).toMatchObject({ period: '2026-11', state: 'open' });
  });

  it('lose no money, whatever the periods', () => {
    const payments = fc.array(
      fc.record({ minor: fc.integer({ min: 0, max: 1e9 }), period: fc.constantFrom('a', 'b', 'c') }),
    );
    fc.assert(
      fc.property(payments, (all) => {
        const sums = settle({ benefits: [], payments: all.map(({ minor, period }) => paid(minor, { period })) });
        const total = (of: readonly { readonly minor: number }[]) => of.reduce((sum, { minor }) => sum + minor, 0);
        return sums.reduce((sum, one) => sum + one.paid, 0) === total(all);
      }),
    );
  });
});

describe('The timeline', () => {
  const enrolled = {
    recordId: 'e',
    source: 'openimis',
    programme: 'OAA',
    programmeName: 'Old Age Allowance',
    unit: 'person' as const,
    status: 'suspended' as const,
    enrolledOn: '2024-01-01',
    lastUpdated: '2026-01-01T00:00:00Z',
  };
  const statusHistory = [
    { status: 'active' as const, on: '2024-01-01' },
    { status: 'suspended' as const, on: '2025-05-01' },
  ];

  it('has every change of a status, due day, payment and link, newest first', () => {
    const record = {
      recordId: 'r',
      source: 'second-mis',
      key: 'm-1',
      linkedBy: 'identifier' as const,
      linkedAt: '2026-11-01T00:00:00Z',
      evidence: [],
      deleted: false,
    };
    const all = timelineOf({
      benefits: [due(100, { dueOn: '2026-10-01' }), due(100)],
      enrolments: [{ ...enrolled, statusHistory }],
      payments: [paid(100)],
      records: [record],
    });
    expect(all.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'link identifier',
      'payment paid',
      'benefit approved',
      'enrolment suspended',
      'enrolment active',
    ]);
  });

  it('says when somebody enrolled where a source tells no history', () => {
    const parts = { benefits: [], payments: [], records: [] };
    expect(timelineOf({ ...parts, enrolments: [{ ...enrolled, statusHistory: [] }] })).toMatchObject([
      { on: '2024-01-01', state: 'suspended' },
    ]);
  });

  it('draws enrolments between the first day and today', () => {
    const one = { ...enrolled, statusHistory };
    const other = { ...one, recordId: 'e2', enrolledOn: '2025-01-01', endsOn: '2026-01-01' };
    const picture = toLanes([one, other], '2026-01-01');
    expect(picture).toMatchObject({ first: '2024-01-01', last: '2026-01-01' });
    expect(picture?.lanes.map(({ from, to }) => [from.toFixed(1), to.toFixed(1)])).toEqual([
      ['0.0', '1.0'],
      ['0.5', '1.0'],
    ]);
    const { enrolledOn: _unknown, ...without } = one;
    expect(toLanes([without], '2026-01-01')).toBeUndefined();
  });

  it('finds the day on which a slider stands, never outside its ends', () => {
    expect(dayBetween('2024-01-01', '2024-01-03', 0.5)).toBe('2024-01-02');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const day = dayBetween('2021-03-01', '2026-11-28', share);
        return day >= '2021-03-01' && day <= '2026-11-28';
      }),
    );
  });
});

describe('A search', () => {
  it('asks for a name in any spelling, for numbers exactly and without the spaces that people put in', () => {
    expect(toCondition({ by: 'name', value: ' Amina ', bornIn: '' })).toEqual({
      compare: { field: 'name', operator: 'like', value: 'Amina' },
    });
    expect(toCondition({ by: 'phone', value: '+254 700-000 001', bornIn: '' })).toEqual({
      compare: { field: 'phone', operator: 'eq', value: '+254700000001' },
    });
  });

  it.each([
    ['', true],
    ['1950', true],
    ['50', false],
    ['3950', false],
    ['195a', false],
  ])('takes "%s" as a year of birth: %s', (year, isOne) => expect(isYear(year)).toBe(isOne));
});

describe('What is shown', () => {
  it.each([
    [KES(123_456_789), '1\u202f234\u202f567.89 KES'],
    [{ minor: 5, currency: 'JPY' }, '5 JPY'],
    [KES(5), '0.05 KES'],
    [KES(-200_050), '-2\u202f000.50 KES'],
    [{ minor: 1_500, currency: 'KWD' }, '1.500 KWD'],
    // ISO 4217 has digits for these that nobody uses in cash: a hundred or a thousand times too much would be read.
    [{ minor: 200_000, currency: 'SOS' }, '2\u202f000.00 SOS'],
    [{ minor: 200_000, currency: 'IQD' }, '200.000 IQD'],
    [{ minor: 200_000, currency: 'LAK' }, '2\u202f000.00 LAK'],
    [{ minor: 9_007_199_254_740_991, currency: 'KES' }, '90\u202f071\u202f992\u202f547\u202f409.91 KES'],
  ])('writes %j as %s', (amount, words) => expect(amountText(amount)).toBe(words));

  it.each([
    ['openimis', '2026-11-28T08:30:00Z', 'fresh'],
    ['openimis', '2026-11-28T07:00:00Z', 'quiet'],
    ['dci', '2026-11-27T09:00:00Z', 'fresh'],
    ['file', '2026-11-01T09:00:00Z', 'quiet'],
    ['file', undefined, 'never'],
  ])('takes a source %s that spoke last at %s as %s', (kind, at, freshness) => {
    const now = Date.parse('2026-11-28T09:00:00Z');
    expect(freshnessOf({ kind, ...(at !== undefined && { lastSeenAt: at }) }, now)).toBe(freshness);
  });
});
