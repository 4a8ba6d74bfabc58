import type { Agreement, AgreementQuestion } from '@interlink/contracts/interconnection/agreement';
import { decideAgreement, type AgreementFacts } from '../../src/interconnection/decide-agreement.js';

const agreement = (over: Partial<Agreement> = {}): Agreement => ({
  id: '00000000-0000-4000-8000-000000000001',
  partner: 'health',
  status: 'active',
  purpose: 'health-waiver',
  direction: 'out',
  mode: 'query',
  recordTypes: ['Member'],
  elements: ['name', 'address.region_code'],
  legalBasis: 'Health Act',
  consentRequired: false,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  exactCounts: false,
  retentionDays: 30,
  breachContact: 'dpo@health.example',
  madeBy: 'ian',
  madeAt: '2026-01-01T00:00:00Z',
  ...over,
});
const question = (over: Partial<AgreementQuestion> = {}): AgreementQuestion => ({
  ...{ partner: 'health', direction: 'out', mode: 'query', recordType: 'Member', elements: [] },
  ...over,
});
const facts = (agreements: readonly Agreement[], over: Partial<AgreementFacts> = {}): AgreementFacts => ({
  ...{ agreements, partnerActive: true, today: '2026-11-24', usedToday: new Map() },
  ...over,
});
const decide = (asked: Partial<AgreementQuestion>, made: Partial<Agreement> = {}, over: Partial<AgreementFacts> = {}) =>
  decideAgreement(question(asked), facts([agreement(made)], over));

describe('the decision on an agreement', () => {
  it('IBR-035: grants what is agreed when nothing in particular is asked', () => {
    expect(decide({})).toMatchObject({ allowed: true, elements: ['address.region_code', 'name'], withheld: [] });
  });

  it('leaves out what is not agreed and says what it left out', () => {
    expect(decide({ elements: ['name.surname', 'address', 'phone'] })).toMatchObject({
      elements: ['address.region_code', 'name.surname'],
      withheld: ['address', 'phone'],
    });
  });

  it('refuses what comes in beyond the agreement, as a whole', () => {
    const incoming = { direction: 'in' } as const;
    expect(decide({ ...incoming, elements: ['name', 'phone'] }, incoming)).toMatchObject({
      allowed: false,
      refusal: 'element-not-agreed',
    });
    expect(decide({ ...incoming, elements: ['name'] }, incoming)).toMatchObject({ allowed: true });
  });

  it('refuses a filter on what is not agreed, because its answer would tell it', () => {
    expect(decide({ filterElements: ['name.surname', 'poverty_score'] })).toMatchObject({
      refusal: 'filter-not-agreed',
    });
    expect(decide({ filterElements: ['address'] })).toMatchObject({ refusal: 'filter-not-agreed' });
    expect(decide({ filterElements: ['name.surname'] })).toMatchObject({ allowed: true });
  });

  it.each([
    ['no-agreement', { partner: 'other' }, {}],
    ['no-agreement', { direction: 'in' }, {}],
    ['mode-not-agreed', { mode: 'file' }, {}],
    ['record-type-not-agreed', { recordType: 'Group' }, {}],
    ['record-type-not-agreed', { recordType: undefined }, {}],
    ['purpose-not-agreed', { purpose: 'tax' }, {}],
    ['not-approved', {}, { status: 'draft' }],
    ['not-approved', {}, { status: 'approved' }],
    ['suspended', {}, { status: 'suspended' }],
    ['terminated', {}, { status: 'terminated' }],
    ['not-yet-valid', {}, { validFrom: '2026-11-25' }],
    ['expired', {}, { validUntil: '2026-11-23' }],
    ['consent-missing', {}, { consentRequired: true }],
    ['consent-missing', { consent: { reference: 'c', purpose: 'tax' } }, { consentRequired: true }],
    ['consent-missing', { consent: { reference: undefined } }, { consentRequired: true }],
    ['consent-not-valid', { consent: 'not-valid' }, {}],
    ['consent-not-valid', { consent: 'not-valid' }, { consentRequired: true }],
    ['volume-used-up', {}, { dailyRecords: 5 }],
    ['no-element-left', { elements: ['phone'] }, {}],
  ] as const)('refuses with %s when asked %j of %j', (refusal, asked, made) => {
    const used = { usedToday: new Map([[agreement().id, 5]]) };
    expect(decide(asked as Partial<AgreementQuestion>, made as Partial<Agreement>, used)).toMatchObject({
      allowed: false,
      refusal,
    });
  });

  it('lets what was counted before pass once more when the volume of the day is used up', () => {
    const used = { usedToday: new Map([[agreement().id, 5]]) };
    expect(decide({ isRepeat: true }, { dailyRecords: 5 }, used)).toMatchObject({ allowed: true });
  });

  it('refuses everything to a partner that is not active', () => {
    expect(decide({}, {}, { partnerActive: false })).toMatchObject({ refusal: 'partner-not-active' });
  });

  it('is valid on its first and on its last day', () => {
    expect(decide({}, { validFrom: '2026-11-24', validUntil: '2026-11-24' })).toMatchObject({ allowed: true });
  });

  it('is limited further by what the person consented to', () => {
    const consent = { reference: 'c-1', elements: ['name.surname', 'phone'] };
    expect(decide({ consent }, { consentRequired: true })).toMatchObject({ elements: ['name.surname'] });
  });

  it('says on which consent it rests, for the log', () => {
    const consent = { reference: 'c-1', isSigned: true };
    expect(decide({ consent })).toMatchObject({ consent: { reference: 'c-1', isSigned: true } });
    expect(decide({ consent: { reference: 'c-2' } })).toMatchObject({ consent: { reference: 'c-2', isSigned: false } });
    expect(decide({ consent: { reference: undefined } })).not.toHaveProperty('consent');
    expect(decide({})).not.toHaveProperty('consent');
  });

  it('says how many records may still pass today', () => {
    expect(decide({}, { dailyRecords: 9 }, { usedToday: new Map([[agreement().id, 4]]) })).toMatchObject({
      recordsLeft: 5,
    });
  });

  it('never adds two agreements up', () => {
    const other = agreement({ id: '00000000-0000-4000-8000-000000000002', elements: ['phone'] });
    const decision = decideAgreement(question({ elements: ['name', 'phone'] }), facts([agreement(), other]));
    expect(decision).toMatchObject({ allowed: true, elements: ['name'], withheld: ['phone'] });
  });

  it('asks for the purpose when agreements for different ones would answer', () => {
    const other = agreement({ id: '00000000-0000-4000-8000-000000000002', purpose: 'census' });
    expect(decideAgreement(question(), facts([agreement(), other]))).toMatchObject({ refusal: 'purpose-not-agreed' });
    expect(decideAgreement(question({ purpose: 'census' }), facts([agreement(), other]))).toMatchObject({
      allowed: true,
      agreementId: other.id,
    });
  });

  it.each([
    ['next-day', [{ dailyRecords: 5 }]],
    ['next-day', [{ validFrom: '2026-11-25' }]],
    ['resumed', [{ status: 'suspended' }, { validUntil: '2026-11-23' }]],
    [undefined, [{ status: 'terminated' }, { validUntil: '2026-11-23' }, { status: 'approved' }]],
    [undefined, [{ recordTypes: ['Group'] }]],
    [undefined, [{ status: 'suspended', validUntil: '2026-11-23' }]],
  ] as const)('F2: waits until %s for %j', (until, made) => {
    const agreements = made.map((over) => agreement(over as Partial<Agreement>));
    const used = { usedToday: new Map([[agreement().id, 5]]) };
    const decision = decideAgreement(question(), facts(agreements, used));
    expect(decision.allowed ? 'allowed' : decision.until).toBe(until);
  });

  it('names the refusal that came closest to a yes', () => {
    const ended = agreement({ id: '00000000-0000-4000-8000-000000000002', validUntil: '2026-06-30' });
    expect(decideAgreement(question(), facts([agreement({ mode: 'file' }), ended]))).toMatchObject({
      refusal: 'expired',
      agreementId: ended.id,
    });
  });
});
