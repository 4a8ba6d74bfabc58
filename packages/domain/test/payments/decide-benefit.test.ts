import fc from 'fast-check';
import { LineState } from '@interlink/contracts/payments/batch';
import { decideBenefit, type BenefitInputs, type BenefitPerson } from '../../src/payments/decide-benefit.js';
import { hasFailed } from '../../src/payments/line-state.js';

const person: BenefitPerson = {
  individualId: 'mercy',
  givenName: 'Mercy',
  surname: 'Omondi',
  account: { provider: 'DEMOKENA', number: '01100152872' },
};
const benefit: BenefitInputs['benefit'] = {
  benefitId: 'b',
  code: 'BEN-1',
  isCodeUnique: true,
  isCodeWritable: true,
  status: 'ACCEPTED',
  hasReceipt: false,
  amount: '2000.00',
};
const inputs = (over: Partial<BenefitInputs> = {}): BenefitInputs => ({
  ruleSetVersion: '2026-1',
  benefit,
  currency: 'KES',
  programme: 'OAA',
  cycle: '2026-11',
  period: { from: '2026-11-01', to: '2026-11-30' },
  executionDate: '2026-11-26',
  person,
  account: { outcome: 'verified', reasons: [], checkedAt: '2026-11-24T08:00:00.000Z' },
  life: { outcome: 'verified', deceased: false, checkedAt: '2026-11-24T08:00:00.000Z' },
  enrolment: { status: 'ACTIVE' },
  identifiers: [],
  ...over,
});
const ofBenefit = (over: Partial<BenefitInputs['benefit']>) => inputs({ benefit: { ...benefit, ...over } });
const ofPerson = (over: Partial<BenefitPerson>) => inputs({ person: { ...person, ...over } });
const died = (deathDate?: string) =>
  inputs({ life: { outcome: 'refused', deceased: true, deathDate, checkedAt: '2026-11-24T08:00:00.000Z' } });

describe('a benefit', () => {
  it('is paid in exact minor units, to a name in the characters of payments', () => {
    expect(decideBenefit(ofPerson({ givenName: 'Zoë', surname: 'Ñandú' }))).toEqual({
      outcome: 'paid',
      amountMinor: 200_000,
      payeeName: 'Zoe Nandu',
      findings: [],
    });
  });

  it.each<[string, BenefitInputs, string]>([
    ['its code is on another benefit too', ofBenefit({ isCodeUnique: false }), 'code-not-unique'],
    ['it was not accepted', ofBenefit({ status: 'CREATED' }), 'benefit-not-payable'],
    ['it has a receipt already', ofBenefit({ hasReceipt: true }), 'benefit-not-payable'],
    ['openIMIS could not be told of it', ofBenefit({ isCodeWritable: false }), 'text-not-writable'],
    ['its amount is nothing', ofBenefit({ amount: '0.00' }), 'amount-not-exact'],
    ['its amount is negative', ofBenefit({ amount: '-5.00' }), 'amount-not-exact'],
    ['its amount has a third digit', ofBenefit({ amount: '10.005' }), 'amount-not-exact'],
    ['its amount is no number', ofBenefit({ amount: 'much' }), 'amount-not-exact'],
    [
      'S10: its enrolment was resolved by somebody who may not',
      inputs({ hold: 'approval-in-doubt' }),
      'approval-in-doubt',
    ],
    ['D, row 4: a check of its enrolment is still missing', inputs({ hold: 'check-missing' }), 'check-missing'],
    ['nobody is known for it', inputs({ person: undefined }), 'person-not-found'],
    ['the person has no account', ofPerson({ account: undefined }), 'account-missing'],
    ['the name cannot be written', ofPerson({ givenName: '小', surname: '明' }), 'name-not-writable'],
    ['it was paid before go-live', inputs({ adopted: 'paid-elsewhere' }), 'adopted-paid-elsewhere'],
    ['nobody knows about the time before', inputs({ adopted: 'unknown' }), 'adopted-unknown'],
    ['an attempt may not be repeated yet', inputs({ reissue: 'quiet-period' }), 'quiet-period'],
    ['the account was never checked', inputs({ account: undefined }), 'account-not-verified'],
    [
      'the account is of somebody else',
      inputs({ account: { outcome: 'mismatch', reasons: ['account-name-differs'], checkedAt: '2026-11-24' } }),
      'account-not-verified',
    ],
    ['the payee has died', died('2026-10-01'), 'fraud-F02'],
    ['the payee has died, nobody knows when', died(), 'fraud-F02'],
    ['the same period is being paid', inputs({ earlierPayment: { instrId: 'I1', state: 'SENT' } }), 'fraud-F08'],
    ['the person left the programme', inputs({ enrolment: { status: 'EXITED' } }), 'fraud-F09'],
    ['it is more than the plan pays', inputs({ ceilingMinor: 199_999 }), 'fraud-F10'],
    [
      'two people bear one identifier',
      inputs({ identifiers: [{ type: 'NID', end: '123', sharedWith: ['joe'], isKnownShared: false }] }),
      'fraud-F03',
    ],
  ])('I10: is left out with its reason when %s', (_why, given, reason) => {
    expect(decideBenefit(given)).toMatchObject({ outcome: 'left-out', reason });
  });

  it.each<[string, BenefitInputs]>([
    ['the payee died after the period', died('2026-12-24')],
    ['the amount is just what the plan pays', inputs({ ceilingMinor: 200_000 })],
    [
      'the identifier is known to be shared',
      inputs({ identifiers: [{ type: 'NID', end: '123', sharedWith: ['joe'], isKnownShared: true }] }),
    ],
    ['nobody asked the civil registry', inputs({ life: undefined as never })],
  ])('is paid although it was looked at, when %s', (_why, given) => {
    expect(decideBenefit(given).outcome).toBe('paid');
  });

  it.each(LineState.enum)(
    'F08, R1: is paid beside another that is %s only when the ledger calls that one failed',
    (state) => {
      const { outcome } = decideBenefit(inputs({ earlierPayment: { instrId: 'I1', state } }));
      expect(outcome).toBe(hasFailed(state) ? 'paid' : 'left-out');
    },
  );

  it('shows what the rules found, also when it is left out', () => {
    const { findings } = decideBenefit(died('2026-10-01'));
    expect(findings).toMatchObject([
      { rule: 'deceased-person', values: { death: '2026-10-01', payDate: '2026-11-26' } },
    ]);
  });

  it('says first what is wrong in openIMIS, for that is where it is put right', () => {
    const wrong = inputs({ benefit: { ...benefit, isCodeUnique: false, hasReceipt: true }, person: undefined });
    expect(decideBenefit(wrong)).toMatchObject({ reason: 'code-not-unique' });
  });
});

describe('the decision about a benefit', () => {
  const anyInputs = fc
    .record({
      amount: fc.constantFrom('2000.00', '0', '-1', 'x', '1.005'),
      isCodeUnique: fc.boolean(),
      hasReceipt: fc.boolean(),
      outcome: fc.constantFrom('verified', 'mismatch', 'refused'),
      deceased: fc.boolean(),
      account: fc.constantFrom(undefined, person.account),
    })
    .map(({ amount, isCodeUnique, hasReceipt, outcome, deceased, account }) =>
      inputs({
        benefit: { ...benefit, amount, isCodeUnique, hasReceipt },
        person: { ...person, account },
        account: { outcome, reasons: [], checkedAt: '2026-11-24' },
        life: { outcome: 'verified', deceased, checkedAt: '2026-11-24' },
      }),
    );

  it('I10: is always one of two, and gives a reason whenever nothing is paid', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const decided = decideBenefit(given);
        if (decided.outcome === 'paid') expect(decided.amountMinor).toBeGreaterThan(0);
        else expect(decided.reason).toMatch(/^[a-zA-Z0-9-]+$/);
      }),
    );
  });

  it('has the same answer for the same inputs years later, whatever else is known by then', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        expect(decideBenefit(JSON.parse(JSON.stringify(given)) as BenefitInputs)).toEqual(decideBenefit(given));
      }),
    );
  });

  it('S3: never pays the dead, nor to an account that was not verified, nor twice', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const { life, account, benefit: asked } = given;
        const isSafe = !life?.deceased && account?.outcome === 'verified' && !asked.hasReceipt;
        if (decideBenefit(given).outcome === 'paid') expect(isSafe).toBe(true);
      }),
    );
  });
});
