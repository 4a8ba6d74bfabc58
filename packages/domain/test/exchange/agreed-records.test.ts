import fc from 'fast-check';
import type { Agreement } from '@interlink/contracts/interconnection/agreement';
import type { EnrolmentView, HouseholdView, PersonFields, PersonView } from '@interlink/contracts/registry/view';
import { attributesOf, findAttribute } from '../../src/exchange/query/attributes';
import { compileQuery } from '../../src/exchange/query/compile';
import { comparisonsOf, QueryRefused } from '../../src/exchange/query/condition';
import { toBeneficiary } from '../../src/exchange/records/beneficiary';
import { toGroup } from '../../src/exchange/records/group';
import { toMember } from '../../src/exchange/records/person';
import { decideAgreement } from '../../src/interconnection/decide-agreement';
import { isGranted, narrowRecord, pathsOf } from '../../src/interconnection/elements';

const word = fc.stringMatching(/^[A-Za-z]{1,8}$/);
const day = fc.constantFrom('1950-01-31', '1990-05-04', '2024-02-29');
const person: fc.Arbitrary<PersonFields> = fc.record(
  {
    identifiers: fc.array(fc.record({ type: fc.constantFrom('UIN', 'BRN'), value: word }), { maxLength: 2 }),
    name: fc.record({ surname: word, givenName: word }),
    sex: fc.constantFrom('male', 'female'),
    birthDate: fc.record({ date: day, precision: fc.constantFrom('day', 'year') }),
    maritalStatus: fc.constantFrom('S', 'M'),
    disability: fc.record({ isDisabled: fc.boolean(), limitations: fc.constant([]) }),
    phones: fc.array(word, { maxLength: 2 }),
    addresses: fc.array(fc.record({ line1: word, regionCode: word }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<PersonFields>;

const enrolment = {
  programme: 'CG',
  programmeName: 'Child grant',
  unit: 'person',
  status: 'active',
  statusHistory: [],
};
const recordsOf = (data: PersonFields) => [
  toMember(data, 'sr'),
  toBeneficiary({
    enrolment: { ...enrolment, lastUpdated: '2026-03-01T00:00:00Z' } as unknown as EnrolmentView,
    person: { data } as PersonView,
    benefits: [],
  }),
  toGroup(
    {
      identifiers: [],
      unit: 'household',
      size: 2,
      addresses: [],
      members: [{ data }],
      lastUpdated: '2026-03-01T00:00:00Z',
    } as unknown as HouseholdView,
    'sr',
  ),
];
const every = [
  ...new Set([
    ...pathsOf(recordsOf({ ...full() })[0]),
    ...pathsOf(recordsOf(full())[1]),
    ...pathsOf(recordsOf(full())[2]),
  ]),
]
  .filter((path) => !path.includes('@'))
  .flatMap((path) => path.split('.').map((_part, at, parts) => parts.slice(0, at + 1).join('.')));
function full(): PersonFields {
  return {
    identifiers: [{ type: 'UIN', value: '1' }],
    name: { surname: 'A', givenName: 'B' },
    sex: 'male',
    birthDate: { date: '1990-05-04', precision: 'year' },
    maritalStatus: 'S',
    disability: { isDisabled: true, limitations: [{ type: 'VIS_SS', severity: '3' }] },
    phones: ['1'],
    addresses: [{ line1: 'a', regionCode: 'N' }],
  };
}

const agreement = (elements: readonly string[]): Agreement => ({
  ...{ id: 'a', partner: 'mis', status: 'active', purpose: 'eligibility', direction: 'out', mode: 'query' },
  ...{ recordTypes: [], elements: [...elements], legalBasis: 'law', consentRequired: false, exactCounts: true },
  ...{ validFrom: '2026-01-01', validUntil: '2026-12-31', retentionDays: 1, breachContact: 'dpo' },
  ...{ madeBy: 'ian', madeAt: '2026-01-01T00:00:00Z' },
});
const decide = (elements: readonly string[], filterElements: readonly string[]) =>
  decideAgreement(
    { partner: 'mis', direction: 'out', mode: 'query', elements: [], filterElements },
    { partnerActive: true, agreements: [agreement(elements)], today: '2026-06-01', usedToday: new Map() },
  );

const leaf = fc.constantFrom(...attributesOf('Member').map(({ name }) => name), 'shoe_size', 'constructor');
const operand = fc.oneof(
  fc.constantFrom('N', 'male', '1990-05-04', 'true'),
  fc.integer(),
  fc.jsonValue({ maxDepth: 1 }),
);
const understood = fc.constantFrom<unknown>(
  { surname: { eq: 'A' } },
  { sex: 'male' },
  { birth_date: { $ge: '1990-01-01' } },
  { member_identifier: '1' },
  { marital_status: { $in: ['S', 'M'] } },
);
const query = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    understood,
    understood,
    fc
      .tuple(leaf, fc.constantFrom('$eq', '$in', '$ge', 'lt', '$where'), operand)
      .map(([name, word_, value]) => ({ [name]: { [word_]: value } })),
    fc.array(tie('node'), { maxLength: 3 }).map((list) => ({ $and: list })),
    fc.array(tie('node'), { maxLength: 3 }).map((list) => ({ $or: list })),
    tie('node').map((one) => ({ $not: one })),
  ),
})).node;

describe('an agreement over what is asked and told', () => {
  it('S2: 20,000 random agreements, questions and people: nothing leaves, and nothing is asked by, that is not agreed', () => {
    let asked = 0;
    fc.assert(
      fc.property(
        fc.subarray([...new Set(every)], { minLength: 1, maxLength: 20 }),
        query,
        person,
        (elements, given, data) => {
          const filterElements = elementsOf(given);
          if (filterElements === undefined) return;
          const decision = decide(elements, filterElements);
          if (!decision.allowed) return;
          asked += 1;
          expect(filterElements.every((path) => isGranted(elements, path))).toBe(true);
          for (const record of recordsOf(data)) {
            for (const path of pathsOf(narrowRecord(record, decision.elements))) {
              if (!isGranted(elements, path)) throw new Error(`${path} left without being agreed`);
            }
          }
        },
      ),
      { numRuns: 20_000 },
    );
    // The property says something only if enough of them were answered at all.
    expect(asked).toBeGreaterThan(1000);
  });
});

/** Undefined when the query is refused, which tells nothing. */
function elementsOf(given: unknown): readonly string[] | undefined {
  try {
    const condition = compileQuery('Member', { queryType: 'expression', query: given });
    return comparisonsOf(condition).map(({ attribute }) => findAttribute('Member', attribute)?.element ?? attribute);
  } catch (thrown) {
    if (thrown instanceof QueryRefused) return undefined;
    throw thrown;
  }
}
