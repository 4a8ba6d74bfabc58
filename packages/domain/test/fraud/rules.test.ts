import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blocks, inspectPayment, type PaymentSubject } from '../../src/fraud/rule.js';
import { fraudRules } from '../../src/fraud/rules.js';

/** A payment that no rule minds; a test names only what is odd about it. */
const aSubject = (over: Partial<PaymentSubject> = {}): PaymentSubject => ({
  individualId: 'mercy',
  payDate: '2026-12-03',
  period: { from: '2026-11-01', to: '2026-11-30' },
  amountMinor: 200_000,
  currency: 'KES',
  identifiers: [{ type: 'national-id', end: '7', sharedWith: [], isKnownShared: false }],
  enrolment: { status: 'ACTIVE' },
  ceilingMinor: 200_000,
  approvedArrears: false,
  ...over,
});
const fired = (over: Partial<PaymentSubject>) => inspectPayment(fraudRules, aSubject(over)).map(({ code }) => code);
const shared = (isKnownShared: boolean) => [{ type: 'national-id', end: '7', sharedWith: ['ahmed'], isKnownShared }];

describe('the registry of fraud rules', () => {
  it('lists every file of the folder, each under its name, sorted', () => {
    const files = readdirSync(join(__dirname, '../../src/fraud/rules')).map((name) => name.replace('.ts', ''));
    expect(fraudRules.map(({ id }) => id)).toEqual(files.sort());
  });

  it('gives each rule a code of its own and every value that its explanation names', () => {
    expect(new Set(fraudRules.map(({ code }) => code)).size).toBe(fraudRules.length);
    const odd = aSubject({
      death: { source: 'civil-registry' },
      identifiers: shared(false),
      earlierPayment: { instrId: 'I1', state: 'SENT' },
      enrolment: { status: 'SUSPENDED' },
      amountMinor: 900_000,
    });
    for (const rule of fraudRules) {
      const names = [...rule.explanation.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(rule.inspect(odd) ?? {})).toEqual(expect.arrayContaining(names));
    }
  });
});

describe('a payment that is about to be made', () => {
  it('F08, R1: is blocked beside another for the same period', () => {
    expect(fired({ earlierPayment: { instrId: 'I1', state: 'SENT' } })).toEqual(['F08']);
  });

  it('is left alone when nothing is odd about it', () => {
    expect(fired({})).toEqual([]);
    expect(blocks(inspectPayment(fraudRules, aSubject()))).toBe(false);
  });

  it.each([
    ['F02: the person died before', { death: { date: '2026-11-12', source: 'crvs' } }, 'F02'],
    ['F02: the person died, nobody knows when', { death: { source: 'crvs' } }, 'F02'],
    ['F02: the registry knows the year alone', { death: { date: '2026', source: 'crvs' } }, 'F02'],
    ['F03: somebody else bears the same identifier', { identifiers: shared(false) }, 'F03'],
    ['F09: the enrolment is suspended', { enrolment: { status: 'SUSPENDED' } }, 'F09'],
    ['F09: the person left within the period', { enrolment: { status: 'GRADUATED', endedOn: '2026-11-15' } }, 'F09'],
    ['F10: it is more than the plan pays', { amountMinor: 200_001 }, 'F10'],
  ])('is blocked when %s', (_why, over, code) => {
    expect(fired(over)).toEqual([code]);
    expect(blocks(inspectPayment(fraudRules, aSubject(over)))).toBe(true);
  });

  it.each([
    [
      'F02: the person lived to the end of the period: arrears to heirs',
      { death: { date: '2026-12-01', source: 'c' } },
    ],
    ['F02: the death lies after the payment', { death: { date: '2026-12-04', source: 'crvs' } }],
    ['F03: the identifier is known to be shared', { identifiers: shared(true) }],
    ['F09: the person left after the period', { enrolment: { status: 'GRADUATED', endedOn: '2026-12-01' } }],
    ['F10: arrears were approved', { amountMinor: 400_000, approvedArrears: true }],
    ['F10: the plan has no ceiling', { amountMinor: 900_000, ceilingMinor: undefined }],
  ])('is left alone when %s', (_why, over) => {
    expect(fired(over)).toEqual([]);
  });
});
