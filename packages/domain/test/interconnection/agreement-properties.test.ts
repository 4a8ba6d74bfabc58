import type { Agreement, AgreementQuestion } from '@interlink/contracts/interconnection/agreement';
import * as fc from 'fast-check';
import { decideAgreement } from '../../src/interconnection/decide-agreement.js';
import { isGranted, narrowRecord, pathsOf } from '../../src/interconnection/elements.js';

// The full count by INTERLINK_AGREEMENT_CASES=20000; fewer in `npm test`.
const numRuns = Number(process.env['INTERLINK_AGREEMENT_CASES'] ?? 2000);

const path = fc
  .array(fc.constantFrom('name', 'address', 'income'), { minLength: 1, maxLength: 2 })
  .map((steps) => steps.join('.'));
const paths = fc.uniqueArray(path, { maxLength: 5 });
const dayAt = (n: number) => new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10);
const days = (min: number, max: number) => fc.integer({ min, max }).map(dayAt);
// Weighted so that many questions nearly fit: one that fits in nothing proves nothing.
const direction = fc.constantFrom<'out' | 'in'>('out', 'out', 'out', 'in');
const mode = fc.constantFrom<'query' | 'event' | 'file'>('query', 'query', 'query', 'event', 'file');
const purpose = fc.constantFrom('care', 'care', 'tax');

const FIELDS: readonly ('partner' | 'direction' | 'mode' | 'purpose')[] = ['partner', 'direction', 'mode', 'purpose'];
const agreement: fc.Arbitrary<Agreement> = fc.record({
  id: fc.uuid(),
  partner: fc.constantFrom('health', 'health', 'health', 'tax'),
  status: fc.constantFrom('draft', 'approved', 'active', 'active', 'active', 'suspended', 'terminated'),
  ...{ purpose, direction, mode, elements: fc.uniqueArray(path, { minLength: 1, maxLength: 5 }) },
  recordTypes: fc.constantFrom<readonly string[]>([], [], ['Member'], ['Member', 'Group']).map((types) => [...types]),
  legalBasis: fc.constant('law'),
  consentRequired: fc.constantFrom(false, false, true),
  ...{ validFrom: days(0, 32), validUntil: days(28, 60) },
  dailyRecords: fc.integer({ min: 1, max: 3 }),
  exactCounts: fc.boolean(),
  retentionDays: fc.constant(1),
  breachContact: fc.constant('dpo'),
  madeBy: fc.constant('ian'),
  madeAt: fc.constant('2026-01-01T00:00:00Z'),
});
const stated = fc.record({
  reference: fc.constantFrom('c', 'c', 'c', undefined),
  purpose: fc.option(purpose, { nil: undefined }),
  elements: fc.option(paths, { nil: undefined }),
});
const question: fc.Arbitrary<AgreementQuestion> = fc.record({
  partner: fc.constantFrom('health', 'health', 'health', 'tax', 'nobody'),
  ...{ direction, mode, elements: paths, filterElements: fc.constantFrom([], [], ['name'], ['income.name']) },
  purpose: fc.option(purpose, { nil: undefined }),
  recordType: fc.option(fc.constantFrom('Member', 'Group'), { nil: undefined }),
  consent: fc.option(
    fc.oneof({ weight: 9, arbitrary: stated }, { weight: 1, arbitrary: fc.constant('not-valid' as const) }),
    { nil: undefined },
  ),
});
/** In most cases the question fits the first agreement in all but one respect, at random: the interesting ones. */
const fitting = fc
  .tuple(fc.array(agreement, { minLength: 1, maxLength: 4 }), question, fc.integer({ min: 0, max: 7 }), fc.boolean())
  .map(([[first, ...others], any, differs, isPlain]) => {
    const drawn = first as Agreement;
    const one: Agreement = isPlain ? { ...drawn, status: 'active', consentRequired: false } : drawn;
    const same = { partner: one.partner, direction: one.direction, mode: one.mode, purpose: one.purpose };
    const field = FIELDS[differs];
    const other = field === undefined ? {} : { [field]: any[field] };
    // Half of them ask for no more than is agreed, so that what passes is looked at often enough.
    const modest = isPlain ? { elements: one.elements.slice(0, 2), filterElements: [] } : {};
    const asked: AgreementQuestion = { ...any, recordType: one.recordTypes[0], ...modest, ...same, ...other };
    return { agreements: [one, ...others], asked };
  });
const record = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('marker', 1, null),
    fc.dictionary(fc.constantFrom('name', 'address', 'income', 'planted'), tie('node')),
    fc.array(tie('node'), { maxLength: 2 }),
  ),
})).node;

const givenIn = ({ consent }: AgreementQuestion) => (consent === 'not-valid' ? undefined : consent);

/** Of a consent: whether it is one, and for this purpose. */
function isConsented(one: Agreement, asked: AgreementQuestion): boolean {
  const given = givenIn(asked);
  return given?.reference !== undefined && (given.purpose ?? one.purpose) === one.purpose;
}

/** Written a second time and otherwise: what this one agreement lets pass at all. */
function mayPass(one: Agreement, asked: AgreementQuestion, today: string, used: number): boolean {
  return (
    one.partner === asked.partner &&
    one.direction === asked.direction &&
    one.mode === asked.mode &&
    one.status === 'active' &&
    one.validFrom <= today &&
    today <= one.validUntil &&
    (asked.purpose ?? one.purpose) === one.purpose &&
    (one.recordTypes.length === 0 || one.recordTypes.includes(asked.recordType ?? '')) &&
    asked.consent !== 'not-valid' &&
    (!one.consentRequired || isConsented(one, asked)) &&
    used < (one.dailyRecords ?? Infinity)
  );
}

describe('random agreements, questions and records', () => {
  it(`IBR-035: let no field beyond the agreement and the consent leave, in ${numRuns} cases`, () => {
    let passed = 0;
    fc.assert(
      fc.property(
        fitting,
        record,
        days(0, 60),
        fc.constantFrom(0, 0, 0, 1, 2, 3),
        fc.constantFrom(true, true, true, false),
        ({ agreements, asked }, whole, today, used, partnerActive) => {
          const usedToday = new Map(agreements.map(({ id }) => [id, used]));
          const decision = decideAgreement(asked, { agreements, partnerActive, today, usedToday });
          if (!decision.allowed) return;
          passed += 1;
          const one = agreements.find(({ id }) => id === decision.agreementId);
          expect(one && partnerActive && mayPass(one, asked, today, used)).toBe(true);
          const consented = givenIn(asked)?.elements;
          const limits = [one?.elements ?? [], ...(consented ? [consented] : [])];
          for (const left of pathsOf(narrowRecord(whole, decision.elements))) {
            expect(limits.every((limit) => isGranted(limit, left))).toBe(true);
            expect(asked.elements.length === 0 || isGranted(asked.elements, left)).toBe(true);
          }
          for (const filter of asked.filterElements ?? []) {
            expect(limits.every((limit) => isGranted(limit, filter))).toBe(true);
          }
          if (asked.direction === 'in') expect(decision.withheld).toEqual([]);
        },
      ),
      { numRuns },
    );
    // A rule that refuses everything would pass too.
    expect(passed).toBeGreaterThan(numRuns / 50);
  });
});
